import { askOver } from "./channel.js";
import { processors } from "./turnstile.js";

/* Asks its parent for a hash and tells it how that failed, takes every slot there is, and waits for one more. */

const { compute, enter } = askOver(process);
compute("bcrypt", { password: "1234", salt: 4 }).catch(({ message, code }) =>
  process.send?.({ refused: { message, code } }),
);
await enter(processors);
void enter(1);
process.send?.({ inside: true }, undefined, undefined, () => {});
