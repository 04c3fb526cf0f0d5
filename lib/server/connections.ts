import type { RequestListener, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { unavailable } from "@/lib/http/plain_refusal";
import type { Refuse } from "./refuse";
import { CONNECTIONS_MS, REQUESTS_MS } from "./stop_limits";

/** The open connections of an HTTP server, and how they end when it stops. */
export class Connections {
  /** The newest response on each; null before its first request. */
  readonly #open = new Map<Socket, ServerResponse | null>();
  #ending = false;
  #onEmpty = () => {};
  readonly #refuse: Refuse;
  readonly #idleMs: number;

  /**
   * @param idleMs when it stops, a connection on which nothing is under way is closed as soon as nothing has come for so
   * long: what was sent before the client could know of the stop is answered
   */
  constructor(refuse: Refuse, idleMs: number) {
    this.#refuse = refuse;
    this.#idleMs = idleMs;
  }

  add(socket: Socket): void {
    this.#open.set(socket, null);
    socket.once("close", () => {
      this.#open.delete(socket);
      if (this.#open.size === 0) this.#onEmpty();
    });
  }

  /** A listener that also notes which connections have a request under way. */
  watch(listener: RequestListener): RequestListener {
    return (request, response) => {
      this.#open.set(request.socket, response);
      if (this.#ending) response.shouldKeepAlive = false;
      listener(request, response);
    };
  }

  /**
   * Waits until the requests under way are answered and closes all connections. What is not answered in time is answered
   * with 503, and connections that are still open after that are cut.
   * @param accepted resolves when no more connections come
   */
  async end(accepted: Promise<void>): Promise<void> {
    this.#ending = true;
    const received = new Map<Socket, number>();
    for (const [socket, response] of this.#open) {
      if (response) response.shouldKeepAlive = false;
      received.set(socket, socket.bytesRead);
    }
    const idle = setInterval(() => this.#closeIdle(received), this.#idleMs);
    const refuse = setTimeout(() => this.#refuseAll(), REQUESTS_MS);
    const cut = setTimeout(() => this.#cut(), CONNECTIONS_MS);
    await accepted;
    if (this.#open.size > 0) await this.#empty();
    clearInterval(idle);
    clearTimeout(refuse);
    clearTimeout(cut);
  }

  #empty(): Promise<void> {
    return new Promise((resolve) => {
      this.#onEmpty = resolve;
    });
  }

  /** @param received how many bytes each connection had received when it was last looked at */
  #closeIdle(received: Map<Socket, number>): void {
    for (const [socket, response] of this.#open) {
      const isIdle = response === null ? socket.bytesRead === 0 : response.writableFinished;
      if (isIdle && received.get(socket) === socket.bytesRead) socket.destroySoon();
      received.set(socket, socket.bytesRead);
    }
  }

  #refuseAll(): void {
    for (const response of this.#open.values()) {
      if (!response || response.headersSent) continue;
      this.#refuse(unavailable(), response.req, response);
      // Whatever was to answer writes in vain from now on: that is no error.
      response.writeHead = () => response;
      response.on("error", () => {});
    }
  }

  #cut(): void {
    for (const socket of this.#open.keys()) socket.destroy();
  }
}
