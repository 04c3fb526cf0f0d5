import { sealData, unsealData } from "iron-session";
import { sealPasswords } from "./seal_passwords";

const PURPOSE = "latchkey.form_seal";

/**
 * Seals what was typed into a form with the current secret key (iron-session: AES-256-CBC and HMAC-SHA-256).
 * @param ttl seconds until the seal expires; iron-session allows a minute more, for clocks that differ
 */
export function sealForm(
  form: Readonly<Record<string, unknown>>,
  secretKeys: readonly [string, ...string[]],
  ttl: number,
): Promise<string> {
  return sealData(form, { password: sealPasswords([secretKeys[0]], PURPOSE), ttl });
}

/** What a seal holds that was made with the current or a former secret key; null for anything else. */
export async function unsealForm(
  seal: string,
  secretKeys: readonly string[],
  ttl: number,
): Promise<Readonly<Record<string, unknown>> | null> {
  try {
    return await unsealData(seal, { password: sealPasswords(secretKeys, PURPOSE), ttl });
  } catch {
    // For some malformed seals iron-session returns {}, for others it throws.
    return null;
  }
}
