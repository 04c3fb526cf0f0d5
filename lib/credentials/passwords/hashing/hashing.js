import path from "node:path";
import { Piscina } from "piscina";
import { processors, semaphore } from "./semaphore.js";
import { HashingUnavailableError } from "./unavailable.js";

/**
 * @typedef {typeof import("./worker.js")} Work What a thread can compute, by name.
 *
 * @typedef {import("./worker.js").Hash} Hash One hash, to be computed.
 * @typedef {import("./worker.js").Check} Check
 *
 * @typedef {object} Hashing Where hashes are computed: in this process, or in another one at the other end of a channel.
 * @property {<Name extends keyof Work>(name: Name, task: Parameters<Work[Name]>[0], signal?: AbortSignal) => Promise<ReturnType<Work[Name]>>} compute
 * in turn, no more at once than there are processors. Rejected with HashingUnavailableError at once where too many wait
 * already, or where whoever was to compute it has ended. `signal` gives up the turn of one that is still waiting
 */

const IDLE_MS = 60_000;
/** Django's parallelism. */
const ARGON2_LANES = 8;
const BROKEN = "A thread that computes password hashes has ended.";

/**
 * Computes in threads of this process, which take a third of a second for a hash: not libuv's, where WebCrypto, DNS and the
 * file system would wait behind them, and which have the same priority as everybody else.
 * @returns {Hashing}
 */
export function localHashing() {
  const inTurn = semaphore();
  /** @type {Piscina | null} */
  let threads = null;
  /** @type {WeakSet<Piscina>} */
  const broken = new WeakSet();
  return {
    compute: async (name, task, signal) =>
      inTurn(processorsFor(name, task), async () => {
        signal?.throwIfAborted();
        threads ??= start((ended) => {
          broken.add(ended);
          // Several threads of one can tell of it, the last of them when others have taken their place.
          if (threads === ended) threads = null;
        });
        const used = threads;
        try {
          return await used.run(task, { name });
        } catch (error) {
          throw broken.has(used) ? new HashingUnavailableError(BROKEN) : error;
        }
      }),
  };
}

/**
 * Argon2 starts a thread for each of its lanes. Two of its hashes at once are no faster than one after the other, take
 * twice the memory, and make everybody else on the machine wait while the system clears it.
 * @param {keyof Work} name
 * @param {Hash["task"] | Check} task
 */
function processorsFor(name, task) {
  const isArgon2 = name === "check" ? /** @type {Check} */ (task).withArgon2 : name === "argon2";
  return isArgon2 ? ARGON2_LANES : 1;
}

/**
 * Threads begin with the first task and end when idle; piscina unrefs them, so none keeps the process alive.
 * @param {(threads: Piscina) => void} ended
 */
function start(ended) {
  const threads = new Piscina({
    // From the project's folder, since a bundler gives this module another place than its source has.
    filename: path.join(process.cwd(), "lib/credentials/passwords/hashing/worker.js"),
    minThreads: 0,
    maxThreads: processors,
    idleTimeout: IDLE_MS,
    // The loaders and flags of the main thread (tsx, vitest, next) are of no use to one plain file.
    execArgv: [],
  });
  // A thread that cannot start (no memory, no more threads) leaves its task waiting for ever, and an event that
  // nobody hears ends the process: so these go, with their tasks rejected, and the next task tries anew.
  threads.on("error", () => {
    ended(threads);
    void threads.destroy();
  });
  return threads;
}
