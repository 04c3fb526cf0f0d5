import { serveHashesOver } from "./serve_hashes.js";
import { threadHashing } from "./threads.js";

/*
 * A process that computes the hashes of all the app's processes: the memory that hashing takes and fragments is not
 * theirs. It is sent no more at once than there are processors. Plain JavaScript, which Node loads without a compiler.
 */

serveHashesOver(process, threadHashing());
// A terminal's Ctrl-C signals this process too; it goes on until the processes that request hashes have ended.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => {});
process.once("disconnect", () => process.exit());
