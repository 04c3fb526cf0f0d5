import { HashingUnavailableError, isHashingUnavailable } from "./unavailable.js";

/*
 * Hashes that one process asks another one for, over the channel that Node keeps between a process and its child.
 */

/**
 * @typedef {import("./pool.js").Compute} Compute
 * @typedef {NodeJS.Process | import("node:child_process").ChildProcess} Channel this end of it
 * @typedef {{ id: number, name: keyof import("./pool.js").Work, task: any }} Question
 * @typedef {{ id: number, result: unknown } | { id: number, error: string, unavailable: boolean }} Answer
 */

const LOST = "The process that computes password hashes has ended.";

/**
 * @param {Channel} channel
 * @returns {Compute} has hashes computed at the other end; rejected with HashingUnavailableError where that is gone
 */
export function askOver(channel) {
  let last = 0;
  /** @type {Map<number, { resolve: (result: any) => void, reject: (error: Error) => void }>} */
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
  return (name, task) =>
    new Promise((resolve, reject) => {
      if (!channel.connected) return reject(new HashingUnavailableError(LOST));
      last += 1;
      asked.set(last, { resolve, reject });
      say(channel, { hash: { id: last, name, task } });
    });
}

/** @param {{ error: string, unavailable: boolean }} answer */
function errorFrom({ error, unavailable }) {
  return unavailable ? new HashingUnavailableError(error) : new Error(error);
}

/**
 * Answers what comes from the other end.
 * @param {Channel} channel
 * @param {Compute} compute
 */
export function answerOver(channel, compute) {
  channel.on("message", async (/** @type {{ hash?: Question }} */ { hash }) => {
    if (hash === undefined) return;
    const { id, name, task } = hash;
    /** @type {Answer} */
    const hashed = await compute(name, task).then(
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
