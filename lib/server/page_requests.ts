import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { acceptsHtml } from "@/lib/http/negotiate";
import { type ApiError, bodyTooLarge, malformed, methodNotAllowed, notFound } from "@/lib/http/plain_refusal";
import type { Refuse } from "./refuse";
import { mayBeLarge } from "./request_body";
import { keepPageHeaders } from "./request_headers";
import { hasValidHost } from "./request_target";

/** What renders the pages. */
export interface Pages {
  readonly listener: RequestListener;
  /** Whether there is a page at a path, which has no slash at its end. */
  has(path: string): boolean;
}

const ALLOW = "GET, HEAD, OPTIONS";
/** Next.js's own address of the page that says that there is none. */
export const NOT_FOUND = "/_not-found";
/** Files of the build, at its assetPrefix (next.config.js): names without escapes, and no way up. */
const STATIC_FILE = /^\/latchkey\/_next\/static(?:\/(?!\.\.?(?:\/|$))[\w.~-]+)+$/;

/**
 * Passes on what asks for a page or a file of the build, and answers all else itself: other methods, unknown paths, large
 * bodies. Next.js has image optimization, server actions and data routes that nothing here uses, and buffers bodies.
 */
export function pageListener(pages: Pages, refuse: Refuse) {
  const isPage = (path: string) => pages.has(withoutSlash(path)) || STATIC_FILE.test(path);
  return (path: string, incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const isKnown = isPage(path);
    const problem = problemWith(incoming, isKnown);
    if (problem !== null) refuse(problem, incoming, outgoing);
    else if (incoming.method === "OPTIONS") allow(outgoing);
    else {
      keepPageHeaders(incoming);
      if (!isKnown) incoming.url = NOT_FOUND;
      pages.listener(incoming, outgoing);
    }
  };
}

/** Why a request is refused; null where it is not. */
function problemWith(incoming: IncomingMessage, isKnown: boolean): ApiError | null {
  const { method = "GET", headers } = incoming;
  const isRead = method === "GET" || method === "HEAD";
  const wantsPage = isRead && acceptsHtml(headers.accept ?? "");
  if (!hasValidHost(incoming)) return malformed();
  // Browsers get the page that says so.
  if (!isKnown && !wantsPage) return notFound();
  if (!isRead && method !== "OPTIONS") return methodNotAllowed(method, ALLOW);
  return isRead && mayBeLarge(incoming) ? bodyTooLarge() : null;
}

function withoutSlash(path: string): string {
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}

/** Answers OPTIONS (RFC 9110, 9.3.7). */
export function allow(outgoing: ServerResponse): void {
  outgoing.writeHead(200, { allow: ALLOW, "content-length": "0" }).end();
}
