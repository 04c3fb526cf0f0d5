import path from "node:path";
import { Piscina } from "piscina";
import { processors } from "./processors.js";
import { HashingUnavailableError } from "./unavailable.js";

/**
 * @typedef {import("./worker.js").Tasks} Tasks
 * @typedef {import("./worker.js").Hash} Hash One hash, to be computed.
 * @typedef {import("./worker.js").Check} Check
 *
 * @typedef {object} Requester Who waits for a hash.
 * @property {string | null} address the client's network address, where it is known
 * @property {number | undefined} [connection] the port at the other end of the connection, where it is known
 * @property {string} account what the client calls the account; whether there is one makes no difference
 * @property {AbortSignal | undefined} [signal] aborted when the client is gone
 *
 * @typedef {object} Hashing Computes hashes: in this process, or in another one at the other end of a channel.
 * @property {<Name extends keyof Tasks>(name: Name, task: Parameters<Tasks[Name]>[0], requester?: Requester) => Promise<ReturnType<Tasks[Name]>>} compute
 * rejects with HashingUnavailableError where the queue is full, or the thread or process that was to compute the hash has
 * ended or does not answer; with HashCancelledError where the requester is gone
 */

const THREAD_IDLE_TIMEOUT_MS = 60_000;

/**
 * Computes in threads of this process, since a hash takes a third of a second. Not in libuv's: WebCrypto, DNS and the file
 * system would queue behind the hashes there, and its threads cannot be given a lower priority. Whoever uses it sees to it
 * that no more hashes are computed at once than there are processors: see queued.ts.
 * @returns {Hashing}
 */
export function threadHashing() {
  /** @type {Piscina | null} */
  let threads = null;
  return {
    async compute(name, task) {
      threads ??= startThreads((failed) => {
        // Several threads of a pool can report errors, the last when the pool has already been replaced.
        if (threads === failed) threads = null;
      });
      /** @type {import("./worker.js").Answer} */
      const answer = await threads.run({ name, task }).catch((/** @type {unknown} */ error) => {
        throw threadEnded(error);
      });
      if ("error" in answer) throw answer.error;
      return /** @type {ReturnType<Tasks[typeof name]>} */ (answer.result);
    },
  };
}

/**
 * What a task throws comes back as an answer, so a rejection says that the thread ended: for want of memory, for instance.
 * @param {unknown} error
 */
function threadEnded(error) {
  const reason = error instanceof Error ? error.message : String(error);
  return new HashingUnavailableError(`A thread that computes password hashes has ended: ${reason}`);
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
  const replace = () => {
    onFailure(threads);
    void threads.destroy();
  };
  // A thread that cannot start (no memory, no more threads) leaves its task pending for ever, and without a listener an
  // 'error' event crashes the process. So the pool is destroyed, which rejects its tasks; the next task starts another.
  threads.on("error", replace);
  // The same where a thread ends without an error while it starts: there is nobody left to take its task.
  threads.on("workerDestroy", () =>
    queueMicrotask(() => {
      if (threads.threads.length === 0 && threads.queueSize > 0) replace();
    }),
  );
  return threads;
}
