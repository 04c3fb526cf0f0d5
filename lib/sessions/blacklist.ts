import { blacklistToken } from "@/lib/store/refresh_tokens";
import { type Call, seconds } from "./call";
import { outstandingToken } from "./token_pair";
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
  const { iat, exp } = verified.claims as { iat?: number; exp: number };
  const token = outstandingToken(refresh, { jti, iat: iat ?? seconds(call.now), exp });
  if (!(await blacklistToken(call.store, token, user?.id ?? null, call.now)))
    throw tokenError("token_blacklisted");
}
