import type { ForwardedRequest } from "@/lib/contract/forwarded_request";
import type { Caller } from "@/lib/sessions/caller";
import type { Settings } from "@/lib/settings/settings";
import type { Context } from "./context";
import { cookieValues, readCookie } from "./cookies";
import { isFormPost } from "./form_post";

/** Characters. The rest of a longer User-Agent says nothing about the browser. */
const MAX_USER_AGENT_LENGTH = 512;

/** Only a script of our own origin can set it: from another one, a browser would ask us first (Fetch, CORS preflight). */
const PAGE_HEADER = "x-latchkey-page";

export function callerOf(request: Request, context: Context): Caller {
  return new RequestCaller(request, context);
}

/** A class, since an object with a getter of its own costs V8 a hidden class for each request. */
class RequestCaller implements Caller {
  readonly address: string | null;
  readonly connection: number | undefined;
  readonly userAgent: string | null;
  readonly isPage: boolean;
  readonly forwarded: ForwardedRequest | undefined;
  readonly #request: Request;
  readonly #cookies: string | null;

  constructor(request: Request, { address, connection, forwarded, settings }: Context) {
    const { headers } = request;
    this.address = address;
    this.connection = connection;
    this.userAgent = headers.get("user-agent")?.slice(0, MAX_USER_AGENT_LENGTH) ?? null;
    this.isPage = isFormPost(request) || isPageScript(request, settings);
    this.forwarded = forwarded;
    this.#request = request;
    this.#cookies = headers.get("cookie");
  }

  /** Made when it is first asked for: most requests need none. */
  get signal(): AbortSignal {
    return this.#request.signal;
  }

  header(name: string): string | null {
    return this.#request.headers.get(name);
  }

  cookie(name: string): string | null {
    return readCookie(this.#cookies, name);
  }

  hasCookie(name: string): boolean {
    return cookieValues(this.#cookies, name).size > 0;
  }

  cookies(name: string): readonly string[] {
    return [...cookieValues(this.#cookies, name)];
  }
}

/**
 * Whether a script of one of our pages sent the request. To plain HTTP, browsers send no Sec-Fetch-Site, but an Origin with
 * every request that is neither GET nor HEAD.
 */
export function isPageScript({ headers }: Request, { origin }: Pick<Settings, "origin">): boolean {
  if (!headers.has(PAGE_HEADER)) return false;
  const site = headers.get("sec-fetch-site");
  return site === null ? headers.get("origin") === origin : site === "same-origin";
}
