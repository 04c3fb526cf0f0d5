import { type PublicUser, publicUser } from "@/lib/accounts/public_user";
import { ApiError } from "@/lib/contract/errors";
import { readToken } from "@/lib/sessions/authenticate";
import { type Call, later } from "@/lib/sessions/call";
import { familyProblem, isRevokedByHash, tokenState, verifyToken } from "@/lib/sessions/verify_token";
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

/** A sign-in by JWT. At least one of its two tokens is good. */
export interface CurrentToken {
  readonly user: PublicUser;
  /** Null where the access token has run out. */
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

/** The sign-in that the token cookies stand for, if it is still alive. Looking at it changes nothing. */
export async function currentToken(call: Call): Promise<CurrentToken | null> {
  const { cookies, rotate, accessLifetime } = call.settings.jwt;
  const [access, refresh] = await Promise.all([liveAccessToken(call), liveRefreshToken(call)]);
  const live = access ?? refresh;
  if (live === null) return null;
  const { user, family } = live;
  return {
    user: publicUser(user),
    access: access && {
      ...times(call, access.claims),
      header: access.header,
      claims: access.claims,
      cookie: cookieInfo(call, cookies.access),
    },
    refresh: refresh && { ...times(call, refresh.claims), cookie: cookieInfo(call, cookies.refresh) },
    family: family && { createdAt: family.createdAt.getTime(), lastUsedAt: family.lastUsedAt.getTime() },
    rotates: rotate,
    accessLifetime: accessLifetime * 1_000,
  };
}

function times({ now }: Call, claims: Entries): { issuedAt: number; expiresAt: number } {
  const { iat = now.getTime() / 1_000, exp } = claims as { readonly iat?: number; readonly exp: number };
  return { issuedAt: iat * 1_000, expiresAt: exp * 1_000 };
}

async function liveAccessToken(call: Call) {
  const text = call.cookie(call.settings.jwt.cookies.access.name);
  return text === null ? null : readToken(call, text).catch(refused);
}

/** A refresh token that a refresh would take now, also one whose rotation is within the grace period. */
async function liveRefreshToken(call: Call) {
  const { settings, now } = call;
  const { jwt } = settings;
  const text = call.cookie(jwt.cookies.refresh.name);
  const verified = text === null ? null : await verifyToken(call, text, ["RefreshToken"]);
  if (!verified?.ok) return null;
  const { claims } = verified;
  const { user, family, token: row } = await tokenState(call, verified);
  if (user === null || (jwt.checkUserIsActive && !user.isActive)) return null;
  if (familyProblem(family, user, settings) !== null || isRevokedByHash(jwt, claims, user)) return null;
  const inGrace = row?.rotatedAt != null && now < later(row.rotatedAt, jwt.refreshGracePeriod);
  return row?.blacklisted && !inGrace ? null : { claims, user, family };
}

function refused(error: unknown): null {
  if (error instanceof ApiError) return null;
  throw error;
}
