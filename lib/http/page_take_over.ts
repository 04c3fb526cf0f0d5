import { writeCookie } from "@/lib/contract/cookie";
import { takeOverForPage } from "@/lib/sessions/take_over";
import { callerOf } from "./caller_of";
import type { Context } from "./context";
import { cookieNames } from "./cookies";

/** A session that was taken over for a page. */
export interface PageTakeOver {
  /** The Cookie header with which the page is rendered. */
  readonly cookie: string;
  /** The Set-Cookie line of its answer. */
  readonly setCookie: string;
}

/**
 * Takes over the session of Django's that a request for a page brings (DJANGO_SESSION_COOKIE).
 * @returns null where there is none, or the request brings a live sign-in of ours
 */
export async function takeOverPage(request: Request, context: Context): Promise<PageTakeOver | null> {
  const { settings, store, now } = context;
  const scope = { settings, store, now: new Date(now()) };
  const cookie = await takeOverForPage(scope, callerOf(request, context));
  if (cookie === null) return null;
  const { name } = cookie.spec;
  const others = (request.headers.get("cookie") ?? "")
    .split(";")
    .filter((pair) => !cookieNames(pair).has(name))
    .map((pair) => pair.trim());
  return {
    cookie: [...others, `${name}=${cookie.value}`].join("; "),
    setCookie: writeCookie(cookie, scope.now.getTime()),
  };
}
