import { endFamily } from "@/lib/store/refresh_tokens";
import type { Call } from "./call";
import { joinFamily } from "./join_family";
import { jtiOf, tokenError, tokenState, verifyToken } from "./verify_token";

/**
 * Ends the sign-in that a refresh token comes from.
 * @throws ApiError 401 for what is no good refresh token, or one that has ended already (simplejwt's
 *   TokenBlacklistSerializer)
 */
export async function endTokenFamily(call: Call, refresh: string): Promise<void> {
  const verified = await verifyToken(call, refresh, ["RefreshToken"]);
  if (!verified.ok) throw tokenError(verified.problems[0]?.[1] ?? "token_invalid");
  const { user, family, token: row } = await tokenState(call, verified);
  const rotated = row?.successorJti != null;
  if (family?.endedAt || (row?.blacklisted && !rotated)) throw tokenError("token_blacklisted");
  // Without its user a token is dead as it is.
  if (user === null) return;
  const jti = jtiOf(call.settings.jwt, verified.claims);
  const familyId =
    jti === null
      ? family?.id
      : await joinFamily(call, { claims: verified.claims, user, row, jti, token: refresh });
  if (familyId !== undefined) await endFamily(call.store, familyId, call.now);
}
