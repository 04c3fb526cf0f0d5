import { HashingUnavailableError, isHashingUnavailable } from "./unavailable.js";

/*
 * Hashes that one process asks another one for, over the channel that Node keeps between a process and its child.
 */

/**
 * @typedef {import("./hashing.js").Hashing} Hashing
 * @typedef {Parameters<Hashing["compute"]>} Asked a name and its task
 * @typedef {NodeJS.Process | import("node:child_process").ChildProcess} Channel this end of it
 * @typedef {{ id: number, asked: Asked }} Question
 * @typedef {{ id: number, result: unknown } | { id: number, error: string, unavailable: boolean }} Answer
 */

const LOST = "The process that computes password hashes has ended.";

/**
 * @param {Channel} channel
 * @returns {Hashing} at the other end; what is asked is rejected with HashingUnavailableError where that is gone
 */
export function askOver(channel) {
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
    compute: (...asked) =>
      new Promise((resolve, reject) => {
        if (!channel.connected) return reject(new HashingUnavailableError(LOST));
        last += 1;
        waiting.set(last, { resolve: /** @type {(result: unknown) => void} */ (resolve), reject });
        say(channel, { hash: { id: last, asked } });
      }),
  };
}

/** @param {{ error: string, unavailable: boolean }} answer */
function errorFrom({ error, unavailable }) {
  return unavailable ? new HashingUnavailableError(error) : new Error(error);
}

/**
 * Answers what comes from the other end, as long as there is one.
 * @param {Channel} channel
 * @param {Hashing} hashing
 */
export function answerOver(channel, { compute }) {
  channel.on("message", async (/** @type {{ hash?: Question }} */ { hash }) => {
    if (hash === undefined) return;
    const { id, asked } = hash;
    /** @type {Answer} */
    const hashed = await compute(...asked).then(
      (result) => ({ id, result }),
      (error) => ({
        id,
        error: error instanceof Error ? error.message : String(error),
        unavailable: isHashingUnavailable(error),
      }),
    );
    if (channel.connected) say(channel, { hashed });
  });
}

/**
 * Whether the other end is still there is told by "disconnect"; without a listener a failure would end this process.
 * @param {Channel} channel
 * @param {{ hash: Question } | { hashed: Answer }} message
 */
function say(channel, message) {
  channel.send?.(message, undefined, undefined, () => {});
}
