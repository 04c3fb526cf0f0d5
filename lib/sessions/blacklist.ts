import type { Scope } from "@/lib/scope/scope";
import { blacklistToken } from "@/lib/store/refresh_tokens";
import { tokenState } from "./live_token";
import { foreignToken } from "./token_family";
import { blacklistedRefusal, serializerRefusal } from "./token_refusals";
import { jtiOf, type VerifiedToken, verifyToken } from "./verify_token";

/**
 * Blacklists the refresh token that a request names (simplejwt's TokenBlacklistSerializer).
 * @throws ApiError 401, also where it was blacklisted already
 */
export async function blacklistRefreshToken(scope: Scope, refresh: string): Promise<void> {
  const verification = await verifyToken(scope, refresh, ["RefreshToken"]);
  if (!verification.ok) throw serializerRefusal(verification.problems);
  const { token } = verification;
  const jti = jtiOf(scope.settings.jwt, token.claims);
  // Without identifiers there is no blacklist: simplejwt without its app answers the same and does nothing.
  if (jti === null) return;
  const { user } = await tokenState(scope, token);
  if (!(await storeBlacklisted(scope, token, jti, user?.key ?? null))) throw blacklistedRefusal();
}

/**
 * Stores that a verified token is blacklisted, whether or not it was known here (simplejwt's BlacklistMixin.blacklist).
 * @returns whether it was this call that did it
 */
export function storeBlacklisted(
  scope: Scope,
  { claims, text }: Pick<VerifiedToken, "claims" | "text">,
  jti: string,
  userKey: string | null,
): Promise<boolean> {
  return blacklistToken(scope.store, foreignToken(scope, claims, text, jti), userKey, scope.now);
}
