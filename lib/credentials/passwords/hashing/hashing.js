import path from "node:path";
import { Piscina } from "piscina";
import { processors, semaphore } from "./semaphore.js";
import { HashingUnavailableError } from "./unavailable.js";

/**
 * @typedef {typeof import("./worker.js")} Tasks What a thread can compute, by name.
 *
 * @typedef {import("./worker.js").Hash} Hash One hash, to be computed.
 * @typedef {import("./worker.js").Check} Check
 *
 * @typedef {object} Hashing Computes hashes: in this process, or in another one at the other end of a channel.
 * @property {<Name extends keyof Tasks>(name: Name, task: Parameters<Tasks[Name]>[0], signal?: AbortSignal) => Promise<ReturnType<Tasks[Name]>>} compute
 * queued, so that no more run at once than there are processors. Rejects with HashingUnavailableError at once where the
 * queue is full, or where the thread or process that was to compute it has ended. `signal` cancels one that is queued
 */

const THREAD_IDLE_TIMEOUT_MS = 60_000;
/** Django's parallelism. */
const ARGON2_LANES = 8;
const THREAD_ENDED = "A thread that computes password hashes has ended.";

/**
 * Computes in threads of this process, since a hash takes a third of a second. Not in libuv's: WebCrypto, DNS and the file
 * system would queue behind the hashes there, and its threads cannot be given a lower priority.
 * @returns {Hashing}
 */
export function localHashing() {
  const limit = semaphore();
  /** @type {Piscina | null} */
  let threads = null;
  /** @type {WeakSet<Piscina>} */
  const broken = new WeakSet();
  return {
    compute: async (name, task, signal) =>
      limit(processorsFor(name, task), async () => {
        signal?.throwIfAborted();
        threads ??= startThreads((failed) => {
          broken.add(failed);
          // Several threads of a pool can report errors, the last when the pool has already been replaced.
          if (threads === failed) threads = null;
        });
        const used = threads;
        try {
          return await used.run(task, { name });
        } catch (error) {
          throw broken.has(used) ? new HashingUnavailableError(THREAD_ENDED) : error;
        }
      }),
  };
}

/**
 * Argon2 starts a thread for each of its lanes. Two of its hashes at once are no faster than one after the other, take
 * twice the memory, and stall the rest of the machine while the system clears it.
 * @param {keyof Tasks} name
 * @param {Hash["task"] | Check} task
 */
function processorsFor(name, task) {
  const isArgon2 = name === "check" ? /** @type {Check} */ (task).usesArgon2 : name === "argon2";
  return isArgon2 ? ARGON2_LANES : 1;
}

/**
 * Threads start with the first task and end when idle; piscina unrefs them, so none keeps the process alive.
 * @param {(threads: Piscina) => void} onFailure
 */
function startThreads(onFailure) {
  const threads = new Piscina({
    // Relative to the project's folder: after bundling, this module is no longer beside worker.js.
    filename: path.join(process.cwd(), "lib/credentials/passwords/hashing/worker.js"),
    minThreads: 0,
    maxThreads: processors,
    idleTimeout: THREAD_IDLE_TIMEOUT_MS,
    // The main thread's loaders and flags (tsx, vitest, next) are not needed for one plain file.
    execArgv: [],
  });
  // A thread that cannot start (no memory, no more threads) leaves its task pending for ever, and without a listener an
  // 'error' event crashes the process. So the pool is destroyed, which rejects its tasks; the next task starts another.
  threads.on("error", () => {
    onFailure(threads);
    void threads.destroy();
  });
  return threads;
}
