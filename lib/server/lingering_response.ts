import { type IncomingMessage, ServerResponse } from "node:http";
import { hasBody, isWanted } from "./request_body";

/**
 * A response that ends only once its request has arrived: a connection that is closed before resets, and the client, a
 * proxy above all, may lose the answer (RFC 9112, 9.6). The rest of the request is dropped. Its answer is sent at once; the
 * server's request timeout bounds the wait.
 */
export class LingeringResponse<
  Incoming extends IncomingMessage = IncomingMessage,
> extends ServerResponse<Incoming> {
  #isWaiting = false;

  override end(first?: unknown, second?: unknown, third?: unknown): this {
    const callback = [first, second, third].find((value): value is () => void => typeof value === "function");
    const chunk = typeof first === "function" ? undefined : first;
    if (this.#isWaiting) return this;
    // `complete` is not yet set while the listener of a request without a body runs.
    if (this.req.complete || !hasBody(this.req) || !isWanted(this.req))
      return super.end(chunk, encodingOf(second), callback);
    this.#isWaiting = true;
    if (chunk === undefined || chunk === null) this.flushHeaders();
    else this.write(chunk, encodingOf(second));
    dropRest(this.req, () => {
      if (!this.writableEnded) super.end(callback);
    });
    return this;
  }
}

function encodingOf(value: unknown): BufferEncoding {
  return typeof value === "string" && Buffer.isEncoding(value) ? value : "utf8";
}

function dropRest(incoming: IncomingMessage, then: () => void): void {
  for (const event of ["data", "readable"]) incoming.removeAllListeners(event);
  incoming.once("end", then);
  incoming.once("close", then);
  incoming.resume();
}
