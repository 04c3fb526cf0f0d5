import { cache } from "react";
import { signInNameOf } from "@/lib/accounts/named_account";
import { type PublicUser, publicUser } from "@/lib/accounts/public_user";
import type { Scope } from "@/lib/scope/scope";
import type { Caller } from "@/lib/sessions/caller";
import { readSession } from "@/lib/sessions/cookie_session";
import { type CookieInfo, cookieInfo } from "./cookie_info";
import { type CurrentTokenPair, currentTokenPair } from "./current_token_pair";
import { pageRequest } from "./page_request";

/** Times are milliseconds since the epoch. */
export interface CurrentSession {
  readonly user: PublicUser;
  /** Whether /admin is for them. */
  readonly isStaff: boolean;
  readonly id: string;
  readonly createdAt: number;
  readonly lastUsedAt: number;
  readonly expiresAt: number;
  /** Whether every use moves the end (SESSION_SAVE_EVERY_REQUEST). */
  readonly sliding: boolean;
  readonly cookie: CookieInfo;
}

interface CurrentUser extends PublicUser {
  /** What they sign in with: their name or their address. */
  readonly signInName: string;
  /** Whether /admin is for them. */
  readonly isStaff: boolean;
}

export interface CurrentCredentials {
  /** The server's clock; milliseconds since the epoch. */
  readonly now: number;
  /** Whom endpoints take the caller for, as sessions/credential.ts decides; null for nobody. */
  readonly user: CurrentUser | null;
  readonly session: CurrentSession | null;
  readonly token: CurrentTokenPair | null;
  /** A session cookie came with the request, and stands for no live session any more. */
  readonly sessionEnded: boolean;
  /** Token cookies came with the request, and neither token is live any more. */
  readonly tokensEnded: boolean;
}

/**
 * Every live credential that the browser sent with the request for a page; both modes can be signed in at once. Read once in a
 * rendering, whoever asks; without cookies of theirs, the database is not asked.
 */
export const currentCredentials = cache(async (): Promise<CurrentCredentials> => {
  const { scope, caller } = await pageRequest();
  const { access, refresh } = scope.settings.jwt.cookies;
  const token = await currentTokenPair(scope, caller);
  const session = await currentSession(scope, caller);
  const current = token?.access ? token : (session ?? token);
  return {
    now: scope.now.getTime(),
    user:
      current == null
        ? null
        : { ...current.user, signInName: signInNameOf(scope, current.user), isStaff: current.isStaff },
    session,
    token,
    sessionEnded: session === null && caller.cookie(scope.settings.session.cookie.name) !== null,
    tokensEnded: token === null && [access, refresh].some(({ name }) => caller.cookie(name) !== null),
  };
});

async function currentSession(scope: Scope, caller: Caller): Promise<CurrentSession | null> {
  const live = await readSession(scope, caller);
  if (!live) return null;
  const { id, createdAt, lastUsedAt, expiresAt } = live.session;
  const { cookie, saveEveryRequest } = scope.settings.session;
  return {
    user: publicUser(live.user),
    isStaff: live.user.isActive && live.user.isStaff,
    id,
    createdAt: createdAt.getTime(),
    lastUsedAt: lastUsedAt.getTime(),
    expiresAt: expiresAt.getTime(),
    sliding: saveEveryRequest,
    cookie: cookieInfo(caller, cookie),
  };
}
