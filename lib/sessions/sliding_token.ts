import { ApiError } from "@/lib/contract/errors";
import type { Claims } from "@/lib/credentials/jwt/decode";
import type { User } from "@/lib/store/users";
import { type Call, later, seconds } from "./call";
import { newIdentity, signClaims, slidingClaims } from "./token_claims";
import { newFamily, outstandingToken, startFamily } from "./token_pair";
import { checkRefreshable, tokenError, verifyToken } from "./verify_token";

/**
 * Signs a user in by one token that is renewed in place (simplejwt's SlidingToken.for_user).
 * @throws ApiError 401 no_active_account where the user went meanwhile
 */
export async function startSlidingToken(call: Call, user: User): Promise<string> {
  const { jwt } = call.settings;
  const now = seconds(call.now);
  const identity = newIdentity(now, jwt.slidingLifetime);
  const family = newFamily(call, user, identity.jti);
  const claims = slidingClaims(jwt, user, family.id, identity, now + jwt.slidingRefreshLifetime);
  const token = await signClaims(jwt, claims);
  const outstanding = jwt.jtiClaim === null ? null : outstandingToken(token, identity);
  await startFamily(call, family, outstanding, later(call.now, jwt.slidingRefreshLifetime));
  return token;
}

/**
 * The same token with a new expiry, as long as its refreshing has not ended (simplejwt's TokenRefreshSlidingSerializer).
 * @throws ApiError 401
 */
export async function refreshSlidingToken(call: Call, token: string): Promise<string> {
  const { jwt } = call.settings;
  const verified = await verifyToken(call, token, ["SlidingToken"]);
  if (!verified.ok) throw tokenError(verified.problems[0]?.[1] ?? "token_invalid");
  const { claims } = verified;
  await checkRefreshable(call, verified);
  checkRefreshExpiry(call, claims);
  const now = seconds(call.now);
  return signClaims(jwt, { ...claims, exp: now + jwt.slidingLifetime, iat: now });
}

/** simplejwt's check_exp on SLIDING_TOKEN_REFRESH_EXP_CLAIM; past exactly at its second, but for LEEWAY. */
function checkRefreshExpiry(call: Call, claims: Claims): void {
  const { slidingRefreshExpClaim: claim, leeway } = call.settings.jwt;
  const refuse = (key: "token_no_exp" | "token_claim_expired") =>
    new ApiError(401, "token_not_valid", { key, params: { claim } });
  const end = claims[claim];
  if (end === undefined) throw refuse("token_no_exp");
  if (!Number.isSafeInteger(end)) throw tokenError("token_invalid");
  if ((end as number) <= call.now.getTime() / 1000 - leeway) throw refuse("token_claim_expired");
}
