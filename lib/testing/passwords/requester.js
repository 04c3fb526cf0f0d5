/* Requests a hash from its parent process for a client that is gone when the parent says so, and reports how that failed. */

import { requestHashesOver } from "../../credentials/passwords/hashing/request_hashes.js";

const controller = new AbortController();
process.on("message", (message) => {
  if (Object(message).abort) controller.abort();
});
requestHashesOver(process)
  .compute("bcrypt", { password: "1234", salt: 4 }, { address: null, account: "", signal: controller.signal })
  .catch(({ message, code }) => process.send?.({ refused: { message, code } }));
