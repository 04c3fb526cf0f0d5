import { askOver } from "./channel.js";

/* Asks its parent for one hash and tells it how that failed. */

askOver(process)("bcrypt", { password: "1234", salt: 4 }).catch(({ message, code }) =>
  process.send?.({ told: { message, code } }),
);
