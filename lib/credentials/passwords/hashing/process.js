import { serveHashesOver } from "./channel.js";
import { localHashing } from "./hashing.js";

/*
 * A process that computes the hashes of all the app's processes: the memory that hashing takes and fragments is not
 * theirs, and together they run no more hashes at once than there are processors. Plain JavaScript, which Node loads
 * without a compiler.
 */

serveHashesOver(process, localHashing());
// A terminal's Ctrl-C signals this process too; it goes on until the processes that request hashes have ended.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => {});
process.once("disconnect", () => process.exit());
