import { type PublicUser, publicUser } from "@/lib/accounts/public_user";
import { ApiError } from "@/lib/contract/errors";
import type { Scope } from "@/lib/scope/scope";
import type { Caller } from "@/lib/sessions/caller";
import { tokenFromCookie } from "@/lib/sessions/credential";
import { liveRefreshToken } from "@/lib/sessions/live_refresh_token";
import type { LiveToken } from "@/lib/sessions/live_token";
import { type CookieInfo, cookieInfo } from "./cookie_info";

type Entries = Readonly<Record<string, unknown>>;

/** Times are milliseconds since the epoch. */
interface CookieToken {
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly cookie: CookieInfo;
}

export interface CurrentAccessToken extends CookieToken {
  readonly header: Entries;
  readonly claims: Entries;
}

/** A sign-in by JWT. At least one of its two tokens is live. */
export interface CurrentTokenPair {
  /** Of the sign-in: stays the same when its tokens are refreshed. */
  readonly id: string;
  readonly user: PublicUser;
  /** Whether /admin is for them. */
  readonly isStaff: boolean;
  /** Null where the access token has expired. */
  readonly access: CurrentAccessToken | null;
  /** Null where no refresh would succeed. */
  readonly refresh: CookieToken | null;
  /** What the server stores; times are milliseconds since the epoch. */
  readonly family: { readonly createdAt: number; readonly lastUsedAt: number } | null;
  /** Whether a refresh replaces the refresh token, too (ROTATE_REFRESH_TOKENS). */
  readonly rotates: boolean;
  /** Of access tokens; milliseconds. */
  readonly accessLifetime: number;
}

/** The sign-in that the token cookies stand for, if it is still live. Reads only. */
export async function currentTokenPair(scope: Scope, caller: Caller): Promise<CurrentTokenPair | null> {
  const { cookies, rotate, accessLifetime } = scope.settings.jwt;
  const [access, refresh] = await Promise.all([
    liveAccessToken(scope, caller),
    liveRefreshToken(scope, caller),
  ]);
  const live = access ?? refresh;
  if (live === null) return null;
  const { user, family } = live;
  return {
    id: family?.id ?? user.key,
    user: publicUser(user),
    isStaff: user.isActive && user.isStaff,
    access: access && {
      ...times(scope, access),
      header: access.header,
      claims: access.claims,
      cookie: cookieInfo(caller, cookies.access),
    },
    refresh: refresh && { ...times(scope, refresh), cookie: cookieInfo(caller, cookies.refresh) },
    family: family && { createdAt: family.createdAt.getTime(), lastUsedAt: family.lastUsedAt.getTime() },
    rotates: rotate,
    accessLifetime: accessLifetime * 1_000,
  };
}

function times({ now }: Scope, { claims }: LiveToken): { issuedAt: number; expiresAt: number } {
  const { iat = now.getTime() / 1_000, exp } = claims as { readonly iat?: number; readonly exp: number };
  return { issuedAt: iat * 1_000, expiresAt: exp * 1_000 };
}

async function liveAccessToken(scope: Scope, caller: Caller): Promise<LiveToken | null> {
  const live = await tokenFromCookie(scope, caller);
  return live instanceof ApiError ? null : live;
}
