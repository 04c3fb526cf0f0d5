import { serveHashesOver } from "./serve_hashes.js";
import { threadHashing } from "./threads.js";

/*
 * A process that computes the hashes of all the app's processes: the memory that hashing takes and fragments is not
 * theirs. It is sent no more at once than there are processors. Plain JavaScript, which Node loads without a compiler.
 */

serveHashesOver(process, threadHashing());
// What a terminal and service managers send to a whole group reaches this process, too: it goes on until the process that
// requests hashes has ended.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});
process.once("disconnect", () => process.exit());
