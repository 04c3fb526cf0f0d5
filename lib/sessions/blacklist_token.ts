import type { Claims } from "@/lib/credentials/jwt/decode";
import { blacklistToken } from "@/lib/store/refresh_tokens";
import { type Call, seconds } from "./call";
import { outstandingToken } from "./token_pair";

/**
 * Puts a sound token on the blacklist, whether or not it was outstanding here (simplejwt's BlacklistMixin.blacklist).
 * @returns whether it was this call that did it
 */
export function blacklistSoundToken(
  call: Call,
  { claims, text }: { readonly claims: Claims; readonly text: string },
  jti: string,
  userKey: string | null,
): Promise<boolean> {
  const { iat, exp } = claims as { iat?: number; exp: number };
  const token = outstandingToken(text, { jti, iat: iat ?? seconds(call.now), exp });
  return blacklistToken(call.store, token, userKey, call.now);
}
