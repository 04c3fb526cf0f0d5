import { HashingUnavailableError, isHashingUnavailable } from "./unavailable.js";

/*
 * Hashes that one process requests from another, over the channel that Node keeps between a process and its child.
 */

/**
 * @typedef {import("./hashing.js").Hashing} Hashing
 * @typedef {[name: Parameters<Hashing["compute"]>[0], task: Parameters<Hashing["compute"]>[1]]} ComputeArguments
 * @typedef {NodeJS.Process | import("node:child_process").ChildProcess} Channel this end of it
 * @typedef {{ id: number, args: ComputeArguments }} HashRequest
 * @typedef {{ id: number, result: unknown } | { id: number, error: string, unavailable: boolean }} HashResponse
 */

const PROCESS_ENDED = "The process that computes password hashes has ended.";

/**
 * @param {Channel} channel
 * @returns {Hashing} computed at the other end; rejects with HashingUnavailableError where that has ended
 */
export function requestHashesOver(channel) {
  let lastId = 0;
  /** @type {Map<number, { resolve: (result: unknown) => void, reject: (error: Error) => void }>} */
  const pending = new Map();
  channel.on("message", (/** @type {{ hashResponse?: HashResponse }} */ { hashResponse }) => {
    if (hashResponse === undefined) return;
    const request = pending.get(hashResponse.id);
    pending.delete(hashResponse.id);
    if ("error" in hashResponse) request?.reject(errorFrom(hashResponse));
    else request?.resolve(hashResponse.result);
  });
  channel.once("disconnect", () => {
    for (const { reject } of pending.values()) reject(new HashingUnavailableError(PROCESS_ENDED));
    pending.clear();
  });
  return {
    compute: (name, task, signal) =>
      new Promise((resolve, reject) => {
        if (!channel.connected) return reject(new HashingUnavailableError(PROCESS_ENDED));
        lastId += 1;
        const id = lastId;
        signal?.addEventListener("abort", () => channel.connected && send(channel, { cancelHash: id }));
        pending.set(id, { resolve: /** @type {(result: unknown) => void} */ (resolve), reject });
        send(channel, { hashRequest: { id, args: [name, task] } });
      }),
  };
}

/** @param {{ error: string, unavailable: boolean }} response */
function errorFrom({ error, unavailable }) {
  return unavailable ? new HashingUnavailableError(error) : new Error(error);
}

/**
 * Computes what the other end requests. Where that ends, its requests that are still queued are cancelled.
 * @param {Channel} channel
 * @param {Hashing} hashing
 */
export function serveHashesOver(channel, { compute }) {
  /** @type {Map<number, AbortController>} */
  const controllers = new Map();
  channel.once("disconnect", () => {
    for (const controller of controllers.values()) controller.abort();
  });
  channel.on(
    "message",
    async (/** @type {{ hashRequest?: HashRequest, cancelHash?: number }} */ { hashRequest, cancelHash }) => {
      if (cancelHash !== undefined) controllers.get(cancelHash)?.abort();
      if (hashRequest === undefined) return;
      const { id, args } = hashRequest;
      const controller = new AbortController();
      controllers.set(id, controller);
      /** @type {HashResponse} */
      const hashResponse = await compute(...args, controller.signal).then(
        (result) => ({ id, result }),
        (error) => ({
          id,
          error: error instanceof Error ? error.message : String(error),
          unavailable: isHashingUnavailable(error),
        }),
      );
      controllers.delete(id);
      if (channel.connected) send(channel, { hashResponse });
    },
  );
}

/**
 * "disconnect" tells where the other end has gone; without a callback a failed send would be an uncaught error.
 * @param {Channel} channel
 * @param {{ hashRequest: HashRequest } | { hashResponse: HashResponse } | { cancelHash: number }} message
 */
function send(channel, message) {
  channel.send?.(message, undefined, undefined, () => {});
}
