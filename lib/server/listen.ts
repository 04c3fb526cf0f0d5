import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { type AddressInfo, Server } from "node:net";
import { setImmediate } from "node:timers/promises";
import { securityHeaders } from "@/lib/http/security_headers";
import type { Settings } from "@/lib/settings/settings";
import { answerConnectionErrors } from "./connection_errors";
import { Connections } from "./connections";
import { refuser } from "./refuse";
import { isWanted } from "./request_body";
import { secureResponse } from "./secure_response";

/** For the request line and all headers; a session cookie and two token cookies are far shorter. */
const MAX_HEADER_BYTES = 16 * 1024;
/** A connection that has not sent a whole request by then is closed, so that slow senders do not occupy it. */
const REQUEST_TIMEOUT_MS = 30_000;

/** The address cannot be listened on; the message says what to do. */
export class ListenError extends Error {
  override readonly name = "ListenError";
}

/** A server that answers HTTP requests. */
export interface HttpServer {
  readonly server: Server;
  /** Accepts no new connections, and ends those that there are when their requests are answered (see Connections). */
  stop(): Promise<void>;
}

/** A server that answers, and does not listen yet. @param idleMs see Connections */
export function createHttpServer(listener: RequestListener, settings: Settings, idleMs = 250): HttpServer {
  const connections = new Connections(refuser(settings), idleMs);
  const answer = connections.watch(listener);
  const server = createServer(
    {
      ServerResponse: secureResponse(securityHeaders(settings)),
      // The listener answers these, with a body.
      requireHostHeader: false,
      maxHeaderSize: MAX_HEADER_BYTES,
      requestTimeout: REQUEST_TIMEOUT_MS,
      headersTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: settings.keepAliveTimeout * 1000,
    },
    answer,
  );
  server.on("connection", (socket) => connections.add(socket));
  answerConnectionErrors(server, settings);
  server.on("checkContinue", (incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (isWanted(incoming)) outgoing.writeContinue();
    // Whether the client sends it all the same is unknown, and with it where the next request begins.
    else outgoing.shouldKeepAlive = false;
    answer(incoming, outgoing);
  });
  return {
    server,
    stop: () => connections.end(stopListening(server)),
  };
}

/** Starts to listen. @returns the port @throws ListenError */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    // Stays: a connection that cannot be accepted later, for want of descriptors, must not crash the process.
    server.on("error", (error: NodeJS.ErrnoException) =>
      reject(new ListenError(messageFor(error, host, port))),
    );
    server.listen(port, host, resolve);
  });
  return (server.address() as AddressInfo).port;
}

/** Accepts no more connections. Those that clients have made already are accepted before: closing would reset them. */
export async function stopListening(server: Server): Promise<void> {
  if (!server.listening) return;
  // A whole turn of the event loop accepts what is there; the present one may have done that before it got here.
  for (let turn = 0; turn < 2; turn += 1) await setImmediate();
  // The close() of HTTP servers also destroys connections whose next request has arrived but has not been read.
  Server.prototype.close.call(server);
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
