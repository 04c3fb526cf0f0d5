import type { Claims } from "@/lib/credentials/jwt/decode";
import { logEvent } from "@/lib/effects/log";
import { addToken, endFamily, findUnusedToken, rotateToken, touchFamily } from "@/lib/store/refresh_tokens";
import type { FamilyRow, RefreshTokenRow } from "@/lib/store/token_state";
import type { User } from "@/lib/store/users";
import { type Call, later, seconds, TOUCH_INTERVAL } from "./call";
import { joinFamily } from "./join_family";
import { newIdentity, signClaims, successorClaims, type TokenIdentity } from "./token_claims";
import { accessFor, outstandingToken, type TokenPair } from "./token_pair";
import { checkRefreshable, jtiOf, tokenError, verifyToken } from "./verify_token";

/** A refresh token that may be used, and whose. */
interface Usable {
  readonly claims: Claims;
  readonly user: User;
  /** Null for a token of another service that we have not taken in yet. */
  readonly family: FamilyRow | null;
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
  if (usable.row?.successorJti) return replayRotation(call, usable, usable.row.successorJti);
  if (!jwt.rotate || jti === null) {
    await noteUse(call, usable.family);
    return { access: await accessFor(call, usable.claims) };
  }
  const familyId = await joinFamily(call, { ...usable, jti, token: refresh });
  const identity = newIdentity(seconds(call.now), jwt.refreshLifetime);
  const claims = successorClaims(jwt, usable.claims, familyId, identity);
  const successor = await signClaims(jwt, claims);
  const token = outstandingToken(successor, identity);
  const pair = { access: await accessFor(call, claims), refresh: successor };
  const change = { familyId, userKey: usable.user.key, at: call.now };
  const won = jwt.blacklistAfterRotation
    ? await rotateToken(call.store, { ...change, jti, successor: token })
    : await addToken(call.store, { ...change, token });
  if (won) return pair;
  // Another request came first: what it wrote is the answer.
  const again = await readRefreshToken(call, refresh);
  if (!again.row?.successorJti) throw tokenError("token_blacklisted");
  return replayRotation(call, again, again.row.successorJti);
}

/**
 * A token that was rotated already comes again. Within the grace period, while its successor is unused, it gets that
 * same successor: tabs that raced, an answer that was lost. Otherwise somebody has a copy: the family ends.
 */
async function replayRotation(
  call: Call,
  { claims, family, row, user }: Usable,
  successorJti: string,
): Promise<TokenPair> {
  const { jwt } = call.settings;
  // None at all where it is 0, also for a clock that stands before the rotation.
  const inGrace =
    jwt.refreshGracePeriod > 0 &&
    row?.rotatedAt != null &&
    call.now < later(row.rotatedAt, jwt.refreshGracePeriod);
  const unused = inGrace ? await findUnusedToken(call.store, successorJti) : null;
  if (unused === null || family === null) {
    if (family !== null) await endFamily(call.store, family.id, call.now);
    logEvent("refresh_token_reused", { user_id: user.id, family: family?.id ?? null, address: call.address });
    throw tokenError("token_blacklisted");
  }
  const identity: TokenIdentity = {
    jti: unused.jti,
    iat: seconds(unused.createdAt),
    exp: seconds(unused.expiresAt),
  };
  const successor = successorClaims(jwt, claims, family.id, identity);
  return { access: await accessFor(call, successor), refresh: await signClaims(jwt, successor) };
}

/** To the minute: a write for every refresh would cost more than the refresh. */
async function noteUse(call: Call, family: FamilyRow | null): Promise<void> {
  if (family !== null && call.now >= later(family.lastUsedAt, TOUCH_INTERVAL)) {
    await touchFamily(call.store, family.id, call.now);
  }
}

async function readRefreshToken(call: Call, refresh: string): Promise<Usable> {
  const verified = await verifyToken(call, refresh, ["RefreshToken"]);
  if (!verified.ok) throw tokenError(verified.problems[0]?.[1] ?? "token_invalid");
  const { user, family, token: row } = await checkRefreshable(call, verified);
  return { claims: verified.claims, user, family, row };
}
