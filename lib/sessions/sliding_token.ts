import type { SignedInUser } from "@/lib/accounts/sign_in";
import { ApiError } from "@/lib/contract/errors";
import { type Claims, isTimestamp } from "@/lib/credentials/jwt/decode";
import type { Scope } from "@/lib/scope/scope";
import { fromSeconds, toSeconds } from "@/lib/scope/time";
import { familyEnd, familyEndOf } from "./absolute_age";
import type { Caller } from "./caller";
import { findRefreshable } from "./refresh";
import { newIdentity, signClaims, slidingClaims } from "./token_claims";
import { newFamily, startFamily, storedToken } from "./token_family";

/**
 * Starts a sign-in by one token that is renewed in place (simplejwt's SlidingToken.for_user).
 * @throws ApiError 401 no_active_account where the user was deleted or deactivated meanwhile
 */
export async function startSlidingToken(
  scope: Scope,
  caller: Caller,
  signedIn: SignedInUser,
): Promise<string> {
  const { jwt } = scope.settings;
  const now = toSeconds(scope.now);
  const end = familyEnd(scope, scope.now);
  const identity = newIdentity(now, jwt.slidingLifetime, end);
  const refreshEnd = Math.min(now + jwt.slidingRefreshLifetime, end);
  const { user } = signedIn;
  const family = newFamily(scope, caller, user, identity.jti);
  const claims = slidingClaims(jwt, user, family.id, identity, refreshEnd);
  const token = await signClaims(jwt, claims);
  const first = jwt.jtiClaim === null ? null : storedToken(token, identity);
  await startFamily(scope, family, { token: first, expiresAt: fromSeconds(refreshEnd), signedIn });
  return token;
}

/**
 * The same token with a new expiry, as long as it can be refreshed (simplejwt's TokenRefreshSlidingSerializer).
 * @throws ApiError 401
 */
export async function refreshSlidingToken(scope: Scope, text: string): Promise<string> {
  const { jwt } = scope.settings;
  const token = await findRefreshable(scope, text, "SlidingToken");
  const { claims } = token;
  checkRefreshExpiry(scope, claims);
  const now = toSeconds(scope.now);
  const exp = Math.min(now + jwt.slidingLifetime, familyEndOf(scope, "user" in token ? token.family : null));
  const fresh = "user" in token ? token.user.claims : {};
  return signClaims(jwt, { ...claims, ...fresh, exp, iat: now });
}

/** simplejwt's check_exp on SLIDING_TOKEN_REFRESH_EXP_CLAIM: expired from that second on, with LEEWAY as tolerance. */
function checkRefreshExpiry({ settings, now }: Scope, claims: Claims): void {
  const { slidingRefreshExpClaim: claim, leeway } = settings.jwt;
  const refuse = (key: "token_no_exp" | "token_claim_expired" | "token_invalid") =>
    new ApiError("token_not_valid", { key, params: { claim } });
  const end = claims[claim];
  if (end === undefined) throw refuse("token_no_exp");
  if (!isTimestamp(end)) throw refuse("token_invalid");
  if (end <= now.getTime() / 1000 - leeway) throw refuse("token_claim_expired");
}
