import { HashingUnavailableError, isHashingUnavailable } from "./unavailable.js";

/*
 * Hashes that one process asks another one for, over the channel that Node keeps between a process and its child.
 */

/**
 * @typedef {import("./hashing.js").Hashing} Hashing
 * @typedef {[name: Parameters<Hashing["compute"]>[0], task: Parameters<Hashing["compute"]>[1]]} Asked
 * @typedef {NodeJS.Process | import("node:child_process").ChildProcess} Channel this end of it
 * @typedef {{ id: number, asked: Asked }} Question
 * @typedef {{ id: number, result: unknown } | { id: number, error: string, unavailable: boolean }} Answer
 */

const LOST = "The process that computes password hashes has ended.";

/**
 * @param {Channel} channel
 * @returns {Hashing} at the other end; what is asked is rejected with HashingUnavailableError where that is gone
 */
export function requestHashesOver(channel) {
  let last = 0;
  /** @type {Map<number, { resolve: (result: unknown) => void, reject: (error: Error) => void }>} */
  const waiting = new Map();
  channel.on("message", (/** @type {{ hashed?: Answer }} */ { hashed }) => {
    if (hashed === undefined) return;
    const asker = waiting.get(hashed.id);
    waiting.delete(hashed.id);
    if ("error" in hashed) asker?.reject(errorFrom(hashed));
    else asker?.resolve(hashed.result);
  });
  channel.once("disconnect", () => {
    for (const { reject } of waiting.values()) reject(new HashingUnavailableError(LOST));
    waiting.clear();
  });
  return {
    compute: (name, task, signal) =>
      new Promise((resolve, reject) => {
        if (!channel.connected) return reject(new HashingUnavailableError(LOST));
        last += 1;
        const id = last;
        signal?.addEventListener("abort", () => channel.connected && say(channel, { forget: id }));
        waiting.set(id, { resolve: /** @type {(result: unknown) => void} */ (resolve), reject });
        say(channel, { hash: { id, asked: [name, task] } });
      }),
  };
}

/** @param {{ error: string, unavailable: boolean }} answer */
function errorFrom({ error, unavailable }) {
  return unavailable ? new HashingUnavailableError(error) : new Error(error);
}

/**
 * Answers what comes from the other end. What waits for its turn when that has gone is given up.
 * @param {Channel} channel
 * @param {Hashing} hashing
 */
export function serveHashesOver(channel, { compute }) {
  /** @type {Map<number, AbortController>} */
  const open = new Map();
  channel.once("disconnect", () => {
    for (const controller of open.values()) controller.abort();
  });
  channel.on("message", async (/** @type {{ hash?: Question, forget?: number }} */ { hash, forget }) => {
    if (forget !== undefined) open.get(forget)?.abort();
    if (hash === undefined) return;
    const { id, asked } = hash;
    const controller = new AbortController();
    open.set(id, controller);
    /** @type {Answer} */
    const hashed = await compute(...asked, controller.signal).then(
      (result) => ({ id, result }),
      (error) => ({
        id,
        error: error instanceof Error ? error.message : String(error),
        unavailable: isHashingUnavailable(error),
      }),
    );
    open.delete(id);
    if (channel.connected) say(channel, { hashed });
  });
}

/**
 * Whether the other end is still there is told by "disconnect"; without a listener a failure would end this process.
 * @param {Channel} channel
 * @param {{ hash: Question } | { hashed: Answer } | { forget: number }} message
 */
function say(channel, message) {
  channel.send?.(message, undefined, undefined, () => {});
}
