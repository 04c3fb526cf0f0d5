import { sha256 } from "@/lib/credentials/digest";
import { claimedTime } from "@/lib/credentials/jwt/expiry";
import type { Scope } from "@/lib/scope/scope";
import { fromSeconds, toSeconds } from "@/lib/scope/time";
import { blacklistToken } from "@/lib/store/refresh_tokens";
import type { Caller } from "./caller";
import { tokenState } from "./live_token";
import { joinFamily } from "./token_family";
import { jtiOf, namesUser, type VerifiedToken, verifyToken } from "./verify_token";

/** A token that another service has listed, such as simplejwt's OutstandingToken. */
export interface ListedToken {
  readonly jti: string;
  readonly text: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** The import has no request. */
const NOBODY: Caller = {
  address: null,
  userAgent: null,
  isPage: false,
  header: () => null,
  cookie: () => null,
  hasCookie: () => false,
  cookies: () => [],
};

/**
 * What became of a live token. `joined`: it is a sign-in here now; `known`: it was one; `no_user`: it names none, or one who is not
 * here or not active; `no_refresh`: a sliding token, which is taken as it comes; `not_verified`: signed by another key, or not as the settings ask for;
 * `stranger`: see there.
 */
export type Joined = "stranger" | "joined" | "known" | "no_user" | "no_refresh" | "not_verified";

/**
 * Makes a live refresh token of another service a sign-in here, as its first refresh would: it is listed, and ends with the others
 * of its user. The sign-in counts from when the token was made.
 * @param options.writes whether it is done, or only told
 * @param options.isStranger whether whom it names is another account here than there: it is blacklisted then
 * @returns what became of it, and whom a verified token names
 */
export async function importLiveToken(
  scope: Scope,
  listed: ListedToken,
  { writes, isStranger }: { writes: boolean; isStranger(userId: unknown): boolean },
): Promise<{ readonly joined: Joined; readonly userId: unknown }> {
  const { text, jti } = listed;
  const verification = await verifyToken(scope, text, ["RefreshToken", "SlidingToken"]);
  const { jwt } = scope.settings;
  if (!verification.ok || jtiOf(jwt, verification.token.claims) !== jti)
    return { joined: "not_verified", userId: null };
  const { token } = verification;
  const userId = token.claims[jwt.userIdClaim];
  if (isStranger(userId)) {
    if (writes) await importBlacklisted(scope, listed, scope.now);
    return { joined: "stranger", userId };
  }
  const joined = token.tokenClass === "SlidingToken" ? "no_refresh" : await join(scope, token, jti, writes);
  return { joined, userId };
}

async function join(scope: Scope, token: VerifiedToken, jti: string, writes: boolean): Promise<Joined> {
  const { user, token: row } = await tokenState(scope, token);
  if (user === null || !user.isActive || !namesUser(scope.settings.jwt, token.claims)) return "no_user";
  if (row !== null) return "known";
  const { iat } = token.claims;
  const madeAt = fromSeconds(Math.min(toSeconds(scope.now), typeof iat === "number" ? iat : Infinity));
  if (writes) await joinFamily({ ...scope, now: madeAt }, NOBODY, { ...token, user, row }, jti);
  return "joined";
}

/**
 * When a listed token can be used no more: a sliding token is listed with its first expiry, but can be refreshed beyond it under the
 * same identifier.
 */
export function lastExpiry({ settings }: Scope, { text, expiresAt }: ListedToken): Date {
  const refreshEnd = claimedTime(text, settings.jwt.slidingRefreshExpClaim);
  return fromSeconds(Math.max(refreshEnd ?? 0, toSeconds(expiresAt)));
}

/**
 * Blacklists a token that is blacklisted at another service, whoever signed it.
 * @returns whether it was this call that did it
 */
export function importBlacklisted(scope: Scope, token: ListedToken, at: Date): Promise<boolean> {
  const { jti, text, createdAt } = token;
  const stored = { jti, digest: sha256(text), createdAt, expiresAt: lastExpiry(scope, token) };
  return blacklistToken(scope.store, stored, null, at);
}
