import { ApiError } from "@/lib/contract/errors";
import type { EntryInput } from "@/lib/contract/fields";
import { givenNext, withNext } from "@/lib/contract/next_path";
import type { Scope } from "@/lib/scope/scope";
import { toSeconds } from "@/lib/scope/time";
import type { Caller } from "@/lib/sessions/caller";
import { readSession } from "@/lib/sessions/cookie_session";
import { tokenFromCookie } from "@/lib/sessions/credential";
import { entryPage } from "@/lib/sessions/entry_page";
import { liveRefreshToken } from "@/lib/sessions/live_refresh_token";
import type { Call, Reply } from "./call";

type EntryCall = Call<unknown, null, unknown, EntryInput>;

/** Seconds. */
const JUST_NOW = 60;

/**
 * Leads to the page that signs in; where only a refresh token is live, to the one that refreshes: an app at another host does not
 * see that there is one.
 */
export async function signinEntry({ scope, caller, query }: EntryCall): Promise<Reply> {
  if (await canRefresh(scope, caller))
    return { redirect: withNext("/jwt/refresh", givenNext(query.next, scope.settings.redirects)) };
  return { redirect: await entryPage(scope, caller, "signin", query.next) };
}

/** Leads to the page that signs up. */
export async function signupEntry({ scope, caller, query }: EntryCall): Promise<Reply> {
  return { redirect: await entryPage(scope, caller, "signup", query.next) };
}

/** Also where another tab has just done it: the app was asked before that. */
async function canRefresh(scope: Scope, caller: Caller): Promise<boolean> {
  if ((await readSession(scope, caller)) !== null) return false;
  const access = await tokenFromCookie(scope, caller);
  if (access !== null && !(access instanceof ApiError)) {
    const { iat } = access.claims;
    if (typeof iat !== "number" || toSeconds(scope.now) - iat > JUST_NOW) return false;
  }
  return (await liveRefreshToken(scope, caller)) !== null;
}
