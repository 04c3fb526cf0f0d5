import { availableParallelism } from "node:os";
import path from "node:path";
import { Piscina } from "piscina";

/**
 * @typedef {typeof import("./worker.js")} Work What a thread can compute, by name.
 *
 * @typedef {{ [Name in keyof Work]: { name: Name, task: Parameters<Work[Name]>[0] } }[keyof Work]} Hash
 *
 * @typedef {<Name extends keyof Work>(name: Name, task: Parameters<Work[Name]>[0]) => Promise<ReturnType<Work[Name]>>} Compute
 */

const IDLE_MS = 60_000;
/** How many hashes are computed at once where each needs one processor. */
export const processors = availableParallelism();

/**
 * Threads that compute hashes, which take a third of a second: not libuv's, where WebCrypto, DNS and the file system would
 * wait behind them, and which have the same priority as everybody else. In order of arrival.
 * @returns {Compute}
 */
export function openPool() {
  const enter = turnstile();
  /** @type {Piscina | null} */
  let threads = null;
  return async (name, task) => {
    const leave = await enter(processorsFor(/** @type {Hash} */ ({ name, task })));
    try {
      threads ??= start((broken) => {
        if (threads === broken) threads = null;
      });
      return await threads.run(task, { name });
    } finally {
      leave();
    }
  };
}

/**
 * Argon2 starts a thread for each of its lanes. Two of them at once are no faster than one after the other, take twice the
 * memory, and make everybody else on the machine wait while the system clears it.
 * @param {Hash} hash
 */
function processorsFor(hash) {
  return hash.name === "argon2" ? Math.min(hash.task.options.parallelism ?? 1, processors) : 1;
}

/** @returns {(share: number) => Promise<() => void>} waits until so many processors are free; the result gives them back */
function turnstile() {
  let free = processors;
  /** @type {{ share: number, pass: () => void }[]} */
  const waiting = [];
  const admit = () => {
    for (let next = waiting[0]; next !== undefined && next.share <= free; next = waiting[0]) {
      waiting.shift();
      free -= next.share;
      next.pass();
    }
  };
  return async (share) => {
    await new Promise((resolve) => {
      waiting.push({ share, pass: () => resolve(undefined) });
      admit();
    });
    return () => {
      free += share;
      admit();
    };
  };
}

/**
 * Threads begin with the first task and end when idle; piscina unrefs them, so none keeps the process alive.
 * @param {(broken: Piscina) => void} ended
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
