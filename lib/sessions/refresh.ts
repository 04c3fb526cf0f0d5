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
import { checkRefreshable, jtiOf, tokenError, verifyToken } from "./verify_token";

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

async function readRefreshToken(call: Call, refresh: string): Promise<Usable> {
  const verified = await verifyToken(call, refresh, ["RefreshToken"]);
  if (!verified.ok) throw tokenError(verified.problems[0]?.[1] ?? "token_invalid");
  const { user, family, token: row } = await checkRefreshable(call, verified);
  return { claims: verified.claims, user, familyId: family?.id ?? null, row };
}
