import type { Caller } from "@/lib/sessions/caller";
import type { Context } from "./context";
import { cookieValues, readCookie } from "./cookies";
import { isFormPost } from "./form_post";

/** Characters. The rest of a longer User-Agent says nothing about the browser. */
const MAX_USER_AGENT_LENGTH = 512;

/** Only a script of our own origin can set it: from another one, a browser would ask us first (Fetch, CORS preflight). */
const PAGE_HEADER = "x-latchkey-page";

export function callerOf(request: Request, { address, connection, settings }: Context): Caller {
  const { headers } = request;
  const cookies = headers.get("cookie");
  return {
    address,
    connection,
    // Made when it is first asked for: most requests need none.
    get signal() {
      return request.signal;
    },
    userAgent: headers.get("user-agent")?.slice(0, MAX_USER_AGENT_LENGTH) ?? null,
    isPage: isFormPost(request) || isPageScript(headers, settings.origin),
    header: (name) => headers.get(name),
    cookie: (name) => readCookie(cookies, name),
    hasCookie: (name) => cookieValues(cookies, name).size > 0,
  };
}

/** To plain HTTP, browsers send no Sec-Fetch-Site, but an Origin with every request that is neither GET nor HEAD. */
/** @param origin ours, as browsers name it */
function isPageScript(headers: Headers, origin: string): boolean {
  if (!headers.has(PAGE_HEADER)) return false;
  const site = headers.get("sec-fetch-site");
  return site === null ? headers.get("origin") === origin : site === "same-origin";
}
