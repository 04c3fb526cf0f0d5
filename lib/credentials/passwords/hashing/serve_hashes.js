import { send } from "./channel.js";
import { isHashCancelled, isHashingUnavailable } from "./unavailable.js";

/**
 * @typedef {import("./channel.js").Channel} Channel
 * @typedef {import("./channel.js").HashRequest} HashRequest
 * @typedef {import("./channel.js").HashResponse} HashResponse
 * @typedef {import("./channel.js").Message} Message
 * @typedef {import("./channel.js").Reason} Reason
 */

/**
 * Computes what the other end of a channel requests. What it cancels, or still has in the queue when it ends, is dropped.
 * @param {Channel} channel
 * @param {import("./threads.js").Hashing} hashing
 */
export function serveHashesOver(channel, { compute }) {
  /** @type {Map<number, AbortController>} */
  const controllers = new Map();
  /** @param {HashRequest} request */
  const answer = async ({ id, args, requester }) => {
    const controller = new AbortController();
    controllers.set(id, controller);
    const who = { address: null, account: "", ...requester, signal: controller.signal };
    /** @type {HashResponse} */
    const hashResponse = await compute(...args, who).then(
      (result) => ({ id, result }),
      (error) => ({
        id,
        error: error instanceof Error ? error.message : String(error),
        reason: reasonOf(error),
      }),
    );
    controllers.delete(id);
    send(channel, { hashResponse });
  };
  channel.once("disconnect", () => {
    for (const controller of controllers.values()) controller.abort();
  });
  channel.on("message", (/** @type {Message} */ { hashRequest, cancelHash, hashPing }) => {
    if (hashRequest !== undefined) void answer(hashRequest);
    if (cancelHash !== undefined) controllers.get(cancelHash)?.abort();
    if (hashPing) send(channel, { hashPong: true });
  });
}

/**
 * @param {unknown} error
 * @returns {Reason}
 */
function reasonOf(error) {
  if (isHashingUnavailable(error)) return "unavailable";
  return isHashCancelled(error) ? "cancelled" : "failed";
}
