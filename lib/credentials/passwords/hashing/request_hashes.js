import { send } from "./channel.js";
import { onAbort } from "./on_abort.js";
import { silenceWatch } from "./silence.js";
import { HashCancelledError, HashingUnavailableError } from "./unavailable.js";

/**
 * @typedef {import("./channel.js").Channel} Channel
 * @typedef {import("./channel.js").ComputeArguments} ComputeArguments
 * @typedef {import("./channel.js").Message} Message
 * @typedef {import("./channel.js").Reason} Reason
 * @typedef {import("./threads.js").Hashing} Hashing
 * @typedef {import("./threads.js").Requester} Requester
 */

const ENDED = "The process that computes password hashes has ended.";
const SILENT = "The process that computes password hashes does not answer.";

/**
 * @param {Channel} channel
 * @param {() => void} [onSilence] called where the other end hangs: it has not answered for some seconds
 * @returns {Hashing} computed at the other end; rejects with HashingUnavailableError where that has ended or hangs
 */
export function requestHashesOver(channel, onSilence) {
  const requests = new Requests(channel, onSilence);
  return {
    compute: (name, task, requester) =>
      new Promise((resolve, reject) => {
        const settle = { resolve: /** @type {(result: unknown) => void} */ (resolve), reject };
        requests.add([name, task], requester, settle);
      }),
  };
}

/** @typedef {{ resolve: (result: unknown) => void, reject: (error: Error) => void }} Settle */

class Requests {
  #lastId = 0;
  /** @type {Map<number, Settle & { stopListening: () => void }>} */
  #pending = new Map();
  #channel;
  #watch;

  /**
   * @param {Channel} channel
   * @param {() => void} onSilence
   */
  constructor(channel, onSilence = () => {}) {
    this.#channel = channel;
    this.#watch = silenceWatch(
      () => send(channel, { hashPing: true }),
      () => {
        this.#rejectAll(SILENT);
        onSilence();
      },
    );
    channel.on("message", (/** @type {Message} */ message) => this.#receive(message));
    channel.once("disconnect", () => this.#rejectAll(ENDED));
  }

  /**
   * @param {ComputeArguments} args
   * @param {Requester | undefined} requester
   * @param {Settle} settle
   */
  add(args, requester, settle) {
    const refusal = this.#refusal(requester);
    if (refusal !== null) return settle.reject(refusal);
    this.#lastId += 1;
    const id = this.#lastId;
    const stopListening = onAbort(requester?.signal, () => this.#cancel(id));
    this.#pending.set(id, { ...settle, stopListening });
    this.#watch.expect();
    send(this.#channel, { hashRequest: { id, args, requester: requester && sendable(requester) } });
  }

  /** @param {Requester | undefined} requester */
  #refusal(requester) {
    if (requester?.signal?.aborted) return new HashCancelledError();
    if (!this.#channel.connected) return new HashingUnavailableError(ENDED);
    if (!this.#watch.isSilent()) return null;
    // The answer shows when the other end goes on; until then nobody is made to wait for it.
    send(this.#channel, { hashPing: true });
    return new HashingUnavailableError(SILENT);
  }

  /** @param {Message} message */
  #receive({ hashResponse, hashPong }) {
    if (hashResponse !== undefined || hashPong) this.#watch.heard();
    if (hashResponse === undefined) return;
    const request = this.#take(hashResponse.id);
    if ("error" in hashResponse) request?.reject(errorFrom(hashResponse));
    else request?.resolve(hashResponse.result);
  }

  /** @param {number} id */
  #cancel(id) {
    const request = this.#take(id);
    if (request === undefined) return;
    send(this.#channel, { cancelHash: id });
    request.reject(new HashCancelledError());
  }

  /** @param {number} id */
  #take(id) {
    const request = this.#pending.get(id);
    request?.stopListening();
    this.#pending.delete(id);
    if (this.#pending.size === 0) this.#watch.stop();
    return request;
  }

  /** @param {string} reason */
  #rejectAll(reason) {
    for (const id of this.#pending.keys()) this.#take(id)?.reject(new HashingUnavailableError(reason));
  }
}

/** @param {Requester} requester */
function sendable({ address, connection, account }) {
  return { address, connection, account };
}

/** @param {{ error: string, reason: Reason }} response */
function errorFrom({ error, reason }) {
  if (reason === "cancelled") return new HashCancelledError();
  return reason === "unavailable" ? new HashingUnavailableError(error) : new Error(error);
}
