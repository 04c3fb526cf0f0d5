import { sealValues, unsealValues } from "@/lib/credentials/sealed_values";
import type { Scope } from "@/lib/scope/scope";

/** Never: it is stored for as long as the app is in use. */
const NO_END = 0;

/** The secret of an authenticator app as it is stored: sealed, so that a copy of the database makes no codes. */
export function sealTotpSecret({ settings }: Scope, userKey: string, secret: string): Promise<string> {
  return sealValues("totp_secret", { secret, user: userKey }, settings.secretKeys, NO_END);
}

/**
 * The secret in a seal; null where it is another user's, or was sealed with a key that is no longer among SECRET_KEY and
 * SECRET_KEY_FALLBACKS.
 */
export async function openTotpSecret(
  { settings }: Scope,
  userKey: string,
  seal: string,
): Promise<string | null> {
  const values = await unsealValues("totp_secret", seal, settings.secretKeys, NO_END);
  const { secret, user } = values ?? {};
  return user === userKey && typeof secret === "string" ? secret : null;
}
