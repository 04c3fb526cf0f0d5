import type { IncomingMessage } from "node:http";
import { MAX_BODY_BYTES } from "@/lib/http/body";

/** Whether a request announces a body. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return isChunked(headers) || lengthOf(headers) > 0;
}

/** The length of a chunked body is not known beforehand. */
export function mayBeLarge({ headers }: IncomingMessage): boolean {
  return isChunked(headers) || lengthOf(headers) > MAX_BODY_BYTES;
}

/**
 * Whether a client that asks beforehand (`Expect: 100-continue`, RFC 9110, 10.1.1) is told to send its body. What is
 * larger than anybody reads is not asked for.
 */
export function isWanted({ headers }: IncomingMessage): boolean {
  return headers.expect === undefined || lengthOf(headers) <= MAX_BODY_BYTES;
}

function isChunked(headers: IncomingMessage["headers"]): boolean {
  return "transfer-encoding" in headers;
}

function lengthOf(headers: IncomingMessage["headers"]): number {
  return Number(headers["content-length"] ?? 0);
}
