import { refreshTokenReused } from "@/lib/events/account_events";
import type { Scope } from "@/lib/scope/scope";
import { addSeconds, toSeconds } from "@/lib/scope/time";
import { addToken, endFamily, findUnusedToken, rotateToken, touchFamily } from "@/lib/store/refresh_tokens";
import type { FamilyRow, RefreshTokenRow } from "@/lib/store/token_state";
import { familyEnd, familyEndOf } from "./absolute_age";
import { storeBlacklisted } from "./blacklist";
import type { Caller } from "./caller";
import { isUseDue } from "./last_use";
import { type LiveToken, refreshPolicy, requireLive } from "./live_token";
import { rekeyFamilyDigest } from "./rekey_digest";
import { newIdentity, signClaims, successorClaims, type TokenIdentity } from "./token_claims";
import { joinFamily, storedToken } from "./token_family";
import { accessFor, type TokenPair } from "./token_pair";
import { blacklistedRefusal, tokenUserGone } from "./token_refusals";
import { refreshUserless } from "./userless_token";
import { jtiOf, type VerifiedToken } from "./verify_token";

/**
 * Makes an access token, and with ROTATE_REFRESH_TOKENS a new refresh token, from a refresh token
 * (simplejwt's TokenRefreshSerializer).
 * @throws ApiError 401
 */
export async function refreshTokenPair(scope: Scope, caller: Caller, refresh: string): Promise<TokenPair> {
  return refreshLive(scope, caller, await requireRefreshable(scope, refresh, "RefreshToken"));
}

/**
 * The same for /api/token/refresh, which takes a token without a user, too.
 * @throws ApiError 401
 */
export async function refreshAsSimplejwt(scope: Scope, caller: Caller, refresh: string): Promise<TokenPair> {
  const token = await findRefreshable(scope, refresh, "RefreshToken");
  return "user" in token ? refreshLive(scope, caller, token) : refreshUserless(scope, token);
}

async function refreshLive(scope: Scope, caller: Caller, token: LiveToken): Promise<TokenPair> {
  const { jwt } = scope.settings;
  const jti = jtiOf(jwt, token.claims);
  if (token.row?.successorJti) return replayRotation(scope, caller, token, token.row.successorJti);
  if (jwt.rotate && jti !== null) return rotate(scope, caller, token, jti);
  await noteUse(scope, token.family);
  return { access: await accessFor(scope, token.claims, token.user, familyEndOf(scope, token.family)) };
}

type RefreshableClass = "RefreshToken" | "SlidingToken";

/**
 * A token that may be refreshed, with or without a user. One that was rotated passes; what its row says of its successor is for
 * the caller to act on.
 * @throws ApiError 401
 */
export async function findRefreshable(
  scope: Scope,
  text: string,
  tokenClass: RefreshableClass,
): Promise<LiveToken | VerifiedToken> {
  const policy = refreshPolicy(tokenClass, async (revoked) => {
    // As simplejwt: the token stays refused even if the old password is set again.
    const jti = jtiOf(scope.settings.jwt, revoked.claims);
    if (jti !== null) await storeBlacklisted(scope, revoked, jti, revoked.user.key);
  });
  const token = await requireLive(scope, text, { ...policy, withoutUser: (userless) => userless });
  if ("user" in token && token.family !== null) await rekeyFamilyDigest(scope, token.family, token.user);
  return token;
}

async function requireRefreshable(
  scope: Scope,
  text: string,
  tokenClass: RefreshableClass,
): Promise<LiveToken> {
  const token = await findRefreshable(scope, text, tokenClass);
  if (!("user" in token)) throw tokenUserGone();
  return token;
}

/** Makes the token's one successor. Where another request was first, it returns the successor that this one made. */
async function rotate(scope: Scope, caller: Caller, token: LiveToken, jti: string): Promise<TokenPair> {
  const { jwt } = scope.settings;
  const familyId = await joinFamily(scope, caller, token, jti);
  const end = familyEnd(scope, token.family?.createdAt ?? scope.now);
  const identity = newIdentity(toSeconds(scope.now), jwt.refreshLifetime, end);
  const claims = successorClaims(jwt, token.claims, familyId, identity);
  const refresh = await signClaims(jwt, claims);
  const pair = { access: await accessFor(scope, claims, token.user, end), refresh };
  const successor = storedToken(refresh, identity);
  const change = { familyId, userKey: token.user.key, at: scope.now };
  const won = jwt.blacklistAfterRotation
    ? await rotateToken(scope.store, { ...change, jti, successor })
    : await addToken(scope.store, { ...change, token: successor });
  if (won) return pair;
  const again = await requireRefreshable(scope, token.text, "RefreshToken");
  if (!again.row?.successorJti) throw blacklistedRefusal();
  return replayRotation(scope, caller, again, again.row.successorJti);
}

/**
 * Answers a token that was rotated already. Within the grace period, while its successor is unused, it gets that same
 * successor: tabs that raced, an answer that was lost. Otherwise somebody has a copy: the family ends.
 */
async function replayRotation(
  scope: Scope,
  caller: Caller,
  { claims, family, row, user }: LiveToken,
  successorJti: string,
): Promise<TokenPair> {
  const { jwt } = scope.settings;
  const unused = isInGrace(scope, row) ? await findUnusedToken(scope.store, successorJti) : null;
  if (unused === null || family === null) {
    const event = refreshTokenReused(scope, {
      userKey: user.key,
      at: scope.now,
      address: caller.address,
      family: family?.id ?? null,
    });
    if (family !== null) await endFamily(scope.store, family.id, scope.now, event.steps);
    event.log();
    throw blacklistedRefusal();
  }
  const identity: TokenIdentity = {
    jti: unused.jti,
    iat: toSeconds(unused.createdAt),
    exp: toSeconds(unused.expiresAt),
  };
  const successor = successorClaims(jwt, claims, family.id, identity);
  const access = await accessFor(scope, successor, user, familyEnd(scope, family.createdAt));
  return { access, refresh: await signClaims(jwt, successor) };
}

/** A rotation may lie so far in the future: servers' clocks differ, and a request counts from its beginning. Seconds. */
const MAX_AHEAD_SECONDS = 5;

/**
 * Whether a rotated token is presented within its grace period. One that was rotated further in the future is not: the clock
 * was set back, and would otherwise lengthen the period by as much. A period of 0 means no grace, even if this server's clock
 * is behind the one that set rotatedAt.
 */
export function isInGrace({ settings, now }: Scope, row: RefreshTokenRow | null): boolean {
  const { refreshGracePeriod, leeway } = settings.jwt;
  const rotatedAt = row?.rotatedAt ?? null;
  if (refreshGracePeriod === 0 || rotatedAt === null) return false;
  const maxAhead = Math.min(refreshGracePeriod, Math.max(MAX_AHEAD_SECONDS, leeway));
  return rotatedAt <= addSeconds(now, maxAhead) && now < addSeconds(rotatedAt, refreshGracePeriod);
}

async function noteUse({ store, now }: Scope, family: FamilyRow | null): Promise<void> {
  if (family !== null && isUseDue(family.lastUsedAt, now)) await touchFamily(store, family.id, now);
}
