/*
 * What processes send each other about hashes, over the channel that Node keeps between a process and its child.
 */

/**
 * @typedef {import("./threads.js").Hashing} Hashing
 * @typedef {import("./threads.js").Requester} Requester
 * @typedef {[name: Parameters<Hashing["compute"]>[0], task: Parameters<Hashing["compute"]>[1]]} ComputeArguments
 *
 * @typedef {NodeJS.Process | import("node:child_process").ChildProcess} Channel this end of it
 * @typedef {{ id: number, args: ComputeArguments, requester: Omit<Requester, "signal"> | undefined }} HashRequest
 * @typedef {"unavailable" | "cancelled" | "failed"} Reason
 * @typedef {{ id: number, result: unknown } | { id: number, error: string, reason: Reason }} HashResponse
 *
 * @typedef {object} Message with one of these; other messages on the channel have none
 * @property {HashRequest} [hashRequest]
 * @property {number} [cancelHash] the id of a request that nobody waits for any more
 * @property {HashResponse} [hashResponse]
 * @property {true} [hashPing] asks for a `hashPong`
 * @property {true} [hashPong]
 */

/**
 * "disconnect" tells where the other end has gone; without a callback a failed send would be an uncaught error.
 * @param {Channel} channel
 * @param {Message} message
 */
export function send(channel, message) {
  if (channel.connected) channel.send?.(message, undefined, undefined, () => {});
}
