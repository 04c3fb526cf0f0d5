import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import { securityHeaders } from "@/lib/http/security_headers";
import type { Settings } from "@/lib/settings/settings";
import { answerConnectionErrors } from "./connection_errors";
import { isWanted } from "./request_body";
import { secureResponse } from "./secure_response";

/** For the request line and all headers; a session cookie and two token cookies are far shorter. */
const MAX_HEADER_BYTES = 16 * 1024;
/** A connection that has not sent a whole request by then is closed, so that slow senders do not occupy it. */
const REQUEST_TIMEOUT_MS = 30_000;
/** Requests that take longer than this after the server was stopped are cut off. */
const DRAIN_TIMEOUT_MS = 10_000;

/** The address cannot be listened on; the message says what to do. */
export class ListenError extends Error {
  override readonly name = "ListenError";
}

/** Starts to listen. @throws ListenError */
export async function listen(listener: RequestListener, settings: Settings): Promise<Server> {
  const { host, port } = settings;
  const server = createServer(
    {
      ServerResponse: secureResponse(securityHeaders(settings)),
      // The listener answers these, with a body.
      requireHostHeader: false,
      maxHeaderSize: MAX_HEADER_BYTES,
      requestTimeout: REQUEST_TIMEOUT_MS,
      headersTimeout: REQUEST_TIMEOUT_MS,
    },
    listener,
  );
  answerConnectionErrors(server, settings);
  server.on("checkContinue", (incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (isWanted(incoming)) outgoing.writeContinue();
    // Whether the client sends it all the same is unknown, and with it where the next request begins.
    else outgoing.shouldKeepAlive = false;
    listener(incoming, outgoing);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(new ListenError(messageFor(error, host, port))),
    );
    server.listen(port, host, resolve);
  });
  return server;
}

function messageFor({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  switch (code) {
    case "EADDRINUSE":
      return `Port ${port} on ${host} is in use: stop what listens there, or set PORT to another one.`;
    case "EACCES":
      return `Port ${port} may not be listened on by this user: set PORT to one above 1023.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `${host} is no address of this machine: set HOST to one, such as 127.0.0.1.`;
    default:
      return `Cannot listen on ${host}:${port}: ${message}`;
  }
}

/** Accepts no new requests, waits for those in progress, and closes what is left after a timeout. */
export async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_TIMEOUT_MS);
  await closed;
  clearTimeout(cut);
}
