import { redirect } from "next/navigation";
import { type PublicUser, publicUser } from "@/lib/accounts/public_user";
import { givenNext, withNext } from "@/lib/contract/next_path";
import { REFRESHED_COOKIE } from "@/lib/contract/refreshed_cookie";
import { PAGE_PATH } from "@/lib/http/page_headers";
import type { Scope } from "@/lib/scope/scope";
import type { Caller } from "@/lib/sessions/caller";
import { readSession } from "@/lib/sessions/cookie_session";
import { tokenFromCookie } from "@/lib/sessions/credential";
import { entryPage } from "@/lib/sessions/entry_page";
import { liveRefreshToken } from "@/lib/sessions/live_refresh_token";
import { pageRequest } from "./page_request";

/** Who a page is rendered for. */
export interface SignedIn {
  readonly user: PublicUser;
  /** The credential that says so. */
  readonly by: "session" | "token";
}

/**
 * The signed-in user, for a server component of a page that needs one. Where nobody is signed in it does not return: the
 * browser is led to the sign-in page and then back to this address. Where only a refresh token is live, the browser is led to
 * `/jwt/refresh`, which refreshes and leads back; once, since a page whose access token does not come even then would lead in
 * a circle. Nothing changes until that page is on somebody's screen, so that a prefetch refreshes nothing.
 */
export async function requireUser(): Promise<SignedIn> {
  const { scope, caller } = await pageRequest();
  const found = await findUser(scope, caller);
  return typeof found === "string" ? redirect(found) : found;
}

/** Leads to the sign-in page where no refresh would succeed. @param next where to go on after signing in */
export async function requireRefreshToken(next: string | undefined): Promise<void> {
  const { scope, caller } = await pageRequest();
  if ((await liveRefreshToken(scope, caller)) === null)
    redirect(await entryPage(scope, caller, "signin", next));
}

/** The user of a request for a page, by the credentials that /user/me reads in cookies; or where to go instead, as a path. */
export async function findUser(scope: Scope, caller: Caller): Promise<SignedIn | string> {
  const token = await tokenFromCookie(scope, caller);
  if (token !== null && "user" in token) return { user: publicUser(token.user), by: "token" };
  const session = await readSession(scope, caller);
  if (session !== null) return { user: publicUser(session.user), by: "session" };
  const next = givenNext(caller.header(PAGE_PATH) ?? undefined, scope.settings.redirects);
  const canRefresh = !caller.hasCookie(REFRESHED_COOKIE) && (await liveRefreshToken(scope, caller)) !== null;
  return canRefresh ? withNext("/jwt/refresh", next) : entryPage(scope, caller, "signin", next);
}
