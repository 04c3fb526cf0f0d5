import { sealData, unsealData } from "iron-session";
import { sealPasswords } from "./seal_passwords";

/** What a seal is for: a seal of one purpose is none of another. */
export type SealPurpose = "form" | "totp_secret" | "sign_in_challenge" | "email_challenge" | "password_reset";

/**
 * Seals values with the current secret key (iron-session: AES-256-CBC and HMAC-SHA-256).
 * @param ttl seconds until the seal expires, by the machine's clock, and a minute more for clocks that differ; 0: never
 */
export function sealValues(
  purpose: SealPurpose,
  values: Readonly<Record<string, unknown>>,
  secretKeys: readonly [string, ...string[]],
  ttl: number,
): Promise<string> {
  return sealData(values, { password: sealPasswords([secretKeys[0]], keyPurpose(purpose)), ttl });
}

/** What a seal holds that was made with the current or a former secret key; null for anything else. */
export async function unsealValues(
  purpose: SealPurpose,
  seal: string,
  secretKeys: readonly string[],
  ttl: number,
): Promise<Readonly<Record<string, unknown>> | null> {
  try {
    return await unsealData(seal, { password: sealPasswords(secretKeys, keyPurpose(purpose)), ttl });
  } catch {
    // For some malformed seals iron-session returns {}, for others it throws.
    return null;
  }
}

function keyPurpose(purpose: SealPurpose): string {
  return `latchkey.${purpose}_seal`;
}
