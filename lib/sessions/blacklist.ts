import { blacklistSoundToken } from "./blacklist_token";
import type { Call } from "./call";
import { jtiOf, tokenError, tokenState, verifyToken } from "./verify_token";

/**
 * Blacklists one refresh token (simplejwt's TokenBlacklistSerializer).
 * @throws ApiError 401, also where it was blacklisted already
 */
export async function blacklistRefreshToken(call: Call, refresh: string): Promise<void> {
  const verified = await verifyToken(call, refresh, ["RefreshToken"]);
  if (!verified.ok) throw tokenError(verified.problems[0]?.[1] ?? "token_invalid");
  const jti = jtiOf(call.settings.jwt, verified.claims);
  // Without identifiers there is no blacklist: simplejwt without its app answers the same and does nothing.
  if (jti === null) return;
  const { user } = await tokenState(call, verified);
  if (!(await blacklistSoundToken(call, verified, jti, user?.key ?? null)))
    throw tokenError("token_blacklisted");
}
