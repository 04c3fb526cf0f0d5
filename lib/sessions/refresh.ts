import { ApiError } from "@/lib/contract/errors";
import type { Claims } from "@/lib/credentials/jwt/decode";
import { logEvent } from "@/lib/effects/log";
import {
  addToken,
  endFamily,
  findUnusedToken,
  type RefreshTokenRow,
  rotateToken,
  touchFamily,
} from "@/lib/store/refresh_tokens";
import type { User } from "@/lib/store/users";
import { type Call, later, seconds } from "./call";
import { joinFamily } from "./join_family";
import { newIdentity, signClaims, successorClaims, type TokenIdentity } from "./token_claims";
import { accessFor, outstandingToken, type TokenPair } from "./token_pair";
import { familyProblem, isRevokedByHash, jtiOf, tokenError, tokenState, verifyToken } from "./verify_token";

/** A refresh token that may be used, and whose. */
interface Usable {
  readonly claims: Claims;
  readonly user: User;
  /** Null for a token of another service that we have not taken in yet. */
  readonly familyId: string | null;
  readonly row: RefreshTokenRow | null;
}

/**
 * Makes an access token, and with ROTATE_REFRESH_TOKENS a new refresh token, from a refresh token
 * (simplejwt's TokenRefreshSerializer).
 * @throws ApiError 401
 */
export async function refreshTokenPair(call: Call, refresh: string): Promise<TokenPair> {
  const { jwt } = call.settings;
  const usable = await readRefreshToken(call, refresh);
  const jti = jtiOf(jwt, usable.claims);
  if (usable.row?.successorJti) return repeatRotation(call, usable, usable.row.successorJti);
  if (!jwt.rotate || jti === null) {
    if (usable.familyId !== null) await touchFamily(call.store, usable.familyId, call.now);
    return { access: await accessFor(call, usable.claims) };
  }
  const familyId = await joinFamily(call, { ...usable, jti, token: refresh });
  const identity = newIdentity(seconds(call.now), jwt.refreshLifetime);
  const claims = successorClaims(jwt, usable.claims, familyId, identity);
  const successor = await signClaims(jwt, claims);
  const token = outstandingToken(successor, identity);
  const pair = { access: await accessFor(call, claims), refresh: successor };
  if (!jwt.blacklistAfterRotation) {
    await addToken(call.store, { familyId, userId: usable.user.id, token });
    return pair;
  }
  const won = await rotateToken(call.store, { jti, familyId, userId: usable.user.id, successor: token });
  if (won) return pair;
  // Another request came first: what it wrote is the answer.
  const again = await readRefreshToken(call, refresh);
  if (!again.row?.successorJti) throw tokenError("token_blacklisted");
  return repeatRotation(call, again, again.row.successorJti);
}

/**
 * A token that was rotated already comes again. Within the grace period, while its successor is unused, it gets that
 * same successor: tabs that raced, an answer that was lost. Otherwise somebody has a copy: the family ends.
 */
async function repeatRotation(
  call: Call,
  { claims, familyId, row, user }: Usable,
  successorJti: string,
): Promise<TokenPair> {
  const { jwt } = call.settings;
  const inGrace = row?.rotatedAt != null && call.now < later(row.rotatedAt, jwt.refreshGracePeriod);
  const unused = inGrace ? await findUnusedToken(call.store, successorJti) : null;
  if (unused === null || familyId === null) {
    if (familyId !== null) await endFamily(call.store, familyId, call.now);
    logEvent("refresh_token_reused", { user_id: user.id, family: familyId, address: call.address });
    throw tokenError("token_blacklisted");
  }
  const identity: TokenIdentity = {
    jti: unused.jti,
    iat: seconds(unused.createdAt),
    exp: seconds(unused.expiresAt),
  };
  const successor = successorClaims(jwt, claims, familyId, identity);
  return { access: await accessFor(call, successor), refresh: await signClaims(jwt, successor) };
}

/** The checks of simplejwt's TokenRefreshSerializer, in its order, and those of our families. */
async function readRefreshToken(call: Call, refresh: string): Promise<Usable> {
  const { jwt } = call.settings;
  const verified = await verifyToken(call, refresh, ["RefreshToken"]);
  if (!verified.ok) throw tokenError(verified.problems[0]?.[1] ?? "token_invalid");
  const { claims } = verified;
  const { user, family, token: row } = await tokenState(call, verified);
  if (row?.blacklisted && row.successorJti === null) throw tokenError("token_blacklisted");
  if (user === null || (jwt.checkUserIsActive && !user.isActive)) {
    throw new ApiError(401, "no_active_account", { key: "no_active_account_for_token" });
  }
  const problem = familyProblem(family, user, call.settings);
  if (problem === "ended") throw tokenError("token_blacklisted");
  if (problem === "password_changed" || isRevokedByHash(jwt, claims, user)) {
    throw new ApiError(401, "password_changed", { key: "password_changed" });
  }
  return { claims, user, familyId: family?.id ?? null, row };
}
