import { availableParallelism } from "node:os";
import path from "node:path";
import { Piscina } from "piscina";
import { oncePerProcess } from "./process_wide";

const IDLE_MS = 60_000;

/** What a thread can compute, by name. */
type Work = typeof import("./hashing_worker.js");

/**
 * How many hashes are computed at once: one a processor, in each process that serves. Together they are more than there
 * are processors, but whichever process gets the sign-ins, no processor is idle.
 */
export const hashingThreads = availableParallelism();

/**
 * Computes in a worker thread: a hash takes a third of a second. Not on libuv's threads, where WebCrypto, DNS and the
 * file system would wait behind it, and which have the same priority as everybody else.
 */
export function inHashingThread<Name extends keyof Work>(
  name: Name,
  task: Parameters<Work[Name]>[0],
): Promise<ReturnType<Work[Name]>> {
  return threads().run(task, { name });
}

interface Holder {
  pool: Piscina | null;
}

function threads(): Piscina {
  const holder = oncePerProcess<Holder>("hashing-threads", () => ({ pool: null }));
  holder.pool ??= start(holder);
  return holder.pool;
}

/** Threads begin with the first task and end when idle; piscina unrefs them, so none keeps the process alive. */
function start(holder: Holder): Piscina {
  const pool = new Piscina({
    // From the project's folder, since a bundler gives this module another place than its source has.
    filename: path.join(process.cwd(), "lib/credentials/passwords/hashing_worker.js"),
    minThreads: 0,
    maxThreads: hashingThreads,
    idleTimeout: IDLE_MS,
    // The loaders and flags of the main thread (tsx, vitest, next) are of no use to one plain file.
    execArgv: [],
  });
  // A thread that cannot start (no memory, no more threads) leaves its task waiting for ever, and an event that
  // nobody hears ends the process: so this pool goes, with its tasks rejected, and the next task tries anew.
  pool.on("error", () => {
    if (holder.pool === pool) holder.pool = null;
    void pool.destroy();
  });
  return pool;
}
