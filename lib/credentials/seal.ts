import { createHash } from "node:crypto";
import { sealData, unsealData } from "iron-session";
import { derivedKey } from "./digest";

interface Sealed {
  readonly key: string;
}

/**
 * Seals a session key with the current secret key (iron-session: AES-256-CBC and HMAC-SHA-256).
 * @param ttl seconds until the seal itself is dead, whatever the database says
 */
export function sealSessionKey(
  key: string,
  secretKeys: readonly [string, ...string[]],
  ttl: number,
): Promise<string> {
  return sealData({ key } satisfies Sealed, { password: passwords([secretKeys[0]]), ttl });
}

/** The session key in a seal, made with the current or a former secret key; null for whatever else was sent. */
export async function unsealSessionKey(
  seal: string,
  secretKeys: readonly string[],
  ttl: number,
): Promise<string | null> {
  try {
    const { key } = await unsealData<Partial<Sealed>>(seal, { password: passwords(secretKeys), ttl });
    return typeof key === "string" ? key : null;
  } catch {
    // iron-session answers some broken seals with {} and throws for others.
    return null;
  }
}

/** iron-session finds the key by the number that the seal names: one that follows from the key stays true when keys move. */
function passwords(secretKeys: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    secretKeys.map((secretKey) => {
      const key = derivedKey(secretKey, "latchkey.session_seal");
      return [createHash("sha256").update(key).digest().readUInt32BE(0), key];
    }),
  );
}
