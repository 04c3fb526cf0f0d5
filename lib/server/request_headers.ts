import type { IncomingMessage } from "node:http";
import { isRouterState } from "./router_state";

/** Headers that proxies set. Callers can forge them, so they are removed from every request. */
const FORWARDING_HEADERS = [
  "forwarded",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-method",
  "x-forwarded-proto",
  "x-forwarded-uri",
  "x-forwarded-port",
  "x-real-ip",
];

const ROUTER_STATE = "next-router-state-tree";

/**
 * All that Next.js is told of a request. What it sends to itself, or takes from a platform that it runs on, is not among
 * it: a caller could bypass checks with that, call server actions, or have a page rendered in another mode.
 */
const PAGE_HEADERS = new Set([
  ...["host", "connection", "user-agent", "accept", "accept-encoding", "accept-language", "cookie"],
  ...["if-modified-since", "if-none-match", "if-range", "range"],
  ...["sec-fetch-dest", "sec-fetch-mode", "sec-fetch-site", "sec-fetch-user"],
  // Of a navigation by script.
  ...["rsc", "next-url", "next-router-prefetch", "next-router-segment-prefetch", ROUTER_STATE],
]);

/** Removes what says where a request came from. @returns X-Forwarded-For, from which the caller's address is found */
export function takeForwardedFor(incoming: IncomingMessage): string | undefined {
  const forwarded = incoming.headers["x-forwarded-for"];
  for (const name of FORWARDING_HEADERS) if (name in incoming.headers) removeHeader(incoming, name);
  return forwarded === undefined ? undefined : String(forwarded);
}

/** Leaves the headers that pages need. */
export function keepPageHeaders(incoming: IncomingMessage): void {
  for (const name of Object.keys(incoming.headers)) {
    if (!PAGE_HEADERS.has(name)) removeHeader(incoming, name);
  }
  // Without it the whole page is sent.
  const state = incoming.headers[ROUTER_STATE];
  if (state !== undefined && !isRouterState(String(state))) removeHeader(incoming, ROUTER_STATE);
}

/** In rawHeaders too, which adapters read. */
export function setHeader(incoming: IncomingMessage, name: string, value: string): void {
  incoming.headers[name] = value;
  incoming.rawHeaders.push(name, value);
}

export function removeHeader(incoming: IncomingMessage, name: string): void {
  delete incoming.headers[name];
  for (let index = incoming.rawHeaders.length - 2; index >= 0; index -= 2) {
    if (incoming.rawHeaders[index]?.toLowerCase() === name) incoming.rawHeaders.splice(index, 2);
  }
}
