import { serveHashesOver } from "./channel.js";
import { localHashing } from "./hashing.js";

/*
 * A process that computes the hashes of all others of this app: what hashing does to memory does not concern them, and
 * there are no more hashes at once than processors. Plain JavaScript, as Node loads it without a compiler in between.
 */

serveHashesOver(process, localHashing());
// A terminal's Ctrl-C reaches this one too: it ends when those that ask have ended.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => {});
process.once("disconnect", () => process.exit());
