/* Requests a hash from its parent process, and reports how that failed. */

import { requestHashesOver } from "../../credentials/passwords/hashing/channel.js";

requestHashesOver(process)
  .compute("bcrypt", { password: "1234", salt: 4 })
  .catch(({ message, code }) => process.send?.({ refused: { message, code } }));
