import { type Server, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { malformed, methodNotAllowed, type PlainResponse, plainRefusal } from "@/lib/http/plain_refusal";
import { securityHeaders } from "@/lib/http/security_headers";
import type { Settings } from "@/lib/settings/settings";

/** By Node's code: what is wrong with the bytes of a request. Every other error is a malformed request. */
const STATUSES: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Answers what never becomes a request: bytes that are no HTTP, requests that take too long to arrive, CONNECT. */
export function answerConnectionErrors(server: Server, settings: Settings): void {
  const fixed = securityHeaders(settings);
  const refuse = (error: Parameters<typeof plainRefusal>[0], socket: Duplex) => {
    // Without a listener, an 'error' event crashes the process.
    socket.on("error", () => {});
    // Destroyed also where the client keeps its half open.
    if (socket.writable) socket.end(toText(plainRefusal(error, {}, settings), fixed), () => socket.destroy());
    else socket.destroy();
  };
  server.on("clientError", ({ code = "" }: NodeJS.ErrnoException, socket) => {
    if (code === "ECONNRESET" || hasBegunAnswer(socket)) socket.destroy();
    else refuse(malformed(STATUSES[code]), socket);
  });
  server.on("connect", (_request, socket) =>
    refuse(methodNotAllowed("CONNECT", "GET, HEAD, OPTIONS"), socket),
  );
}

/** Bytes of an answer are on their way: a second one would be read as a part of it. */
function hasBegunAnswer(socket: Duplex): boolean {
  return "_httpMessage" in socket && isResponse(socket._httpMessage) && socket._httpMessage.headersSent;
}

function isResponse(value: unknown): value is { readonly headersSent: boolean } {
  return typeof value === "object" && value !== null && "headersSent" in value;
}

function toText({ status, headers, body }: PlainResponse, fixed: Readonly<Record<string, string>>): string {
  const lines = Object.entries({ ...fixed, ...headers, connection: "close", date: new Date().toUTCString() });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head}\r\n${body}`;
}
