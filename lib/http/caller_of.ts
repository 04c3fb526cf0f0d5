import type { Caller } from "@/lib/sessions/caller";
import { readCookie } from "./cookies";
import { isFormPost } from "./form_post";

/** More of a User-Agent tells nobody anything. */
const MAX_USER_AGENT_LENGTH = 512;

/** Only a script of our own origin can set it: from another one, a browser would ask us first (Fetch, CORS preflight). */
const PAGE_HEADER = "x-latchkey-page";

/** @param address the caller's, where the server that took the request knows it */
export function callerOf(request: Request, address: string | null): Caller {
  const { headers } = request;
  const cookies = headers.get("cookie");
  return {
    address,
    userAgent: headers.get("user-agent")?.slice(0, MAX_USER_AGENT_LENGTH) ?? null,
    isPage: isFormPost(request) || isPageScript(headers),
    header: (name) => headers.get(name),
    cookie: (name) => readCookie(cookies, name),
  };
}

function isPageScript(headers: Headers): boolean {
  return headers.has(PAGE_HEADER) && headers.get("sec-fetch-site") === "same-origin";
}
