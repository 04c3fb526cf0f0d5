import { requestHashesOver } from "../../credentials/passwords/hashing/channel.js";

/* Asks its parent for a hash and tells it how that failed. */

requestHashesOver(process)
  .compute("bcrypt", { password: "1234", salt: 4 })
  .catch(({ message, code }) => process.send?.({ refused: { message, code } }));
