import { HashingUnavailableError, isHashingUnavailable } from "./unavailable.js";

/*
 * Hashes that one process asks another one for, over the channel that Node keeps between a process and its child.
 */

/**
 * @typedef {import("./hashing.js").Hashing} Hashing
 * @typedef {NodeJS.Process | import("node:child_process").ChildProcess} Channel this end of it
 * @typedef {{ id: number, call: keyof Hashing, args: unknown[] }} Question
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
  const asked = new Map();
  channel.on("message", (/** @type {{ hashed?: Answer }} */ { hashed }) => {
    if (hashed === undefined) return;
    const waiting = asked.get(hashed.id);
    asked.delete(hashed.id);
    if ("error" in hashed) waiting?.reject(errorFrom(hashed));
    else waiting?.resolve(hashed.result);
  });
  channel.once("disconnect", () => {
    for (const { reject } of asked.values()) reject(new HashingUnavailableError(LOST));
    asked.clear();
  });
  /**
   * @template T what the other end answers this call with
   * @param {keyof Hashing} call
   * @param {unknown[]} args
   * @returns {Promise<T>}
   */
  const ask = (call, ...args) =>
    new Promise((resolve, reject) => {
      if (!channel.connected) return reject(new HashingUnavailableError(LOST));
      last += 1;
      asked.set(last, { resolve: (result) => resolve(/** @type {T} */ (result)), reject });
      say(channel, { hash: { id: last, call, args } });
    });
  return {
    enter: (share) => ask("enter", share),
    // Where the other end is gone, so are its slots.
    leave: (slot) => void ask("leave", slot).catch(() => {}),
    compute: (name, task) => ask("compute", name, task),
  };
}

/** @param {{ error: string, unavailable: boolean }} answer */
function errorFrom({ error, unavailable }) {
  return unavailable ? new HashingUnavailableError(error) : new Error(error);
}

/**
 * Answers what comes from the other end. What that end holds when it goes is given back.
 * @param {Channel} channel
 * @param {Hashing} hashing
 */
export function answerOver(channel, hashing) {
  const calls = keepingBooks(channel, hashing);
  channel.on("message", async (/** @type {{ hash?: Question }} */ { hash }) => {
    if (hash === undefined) return;
    const { id, call, args } = hash;
    /** @type {Answer} */
    const hashed = await Promise.resolve()
      .then(() =>
        /** @type {(...args: unknown[]) => unknown} */ (/** @type {unknown} */ (calls[call]))(...args),
      )
      .then(
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
 * @param {Channel} channel
 * @param {Hashing} hashing
 * @returns {Hashing} the same, for one end of a channel
 */
function keepingBooks(channel, { enter, leave, compute }) {
  /** @type {Set<string>} */
  const held = new Set();
  channel.once("disconnect", () => held.forEach(leave));
  return {
    compute,
    async enter(share) {
      const slot = await enter(share);
      if (channel.connected) held.add(slot);
      else leave(slot);
      return slot;
    },
    leave(slot) {
      held.delete(slot);
      leave(slot);
    },
  };
}

/**
 * Whether the other end is still there is told by "disconnect"; without a listener a failure would end this process.
 * @param {Channel} channel
 * @param {{ hash: Question } | { hashed: Answer }} message
 */
function say(channel, message) {
  channel.send?.(message, undefined, undefined, () => {});
}
