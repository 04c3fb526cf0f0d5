import { createHash } from "node:crypto";
import { derivedKey } from "./digest";

/**
 * What iron-session seals and unseals with, by a number in the seal. Derived from the key, the number stays the same when
 * keys are reordered.
 * @param purpose of the seals: none can stand for one of another purpose
 */
export function sealPasswords(secretKeys: readonly string[], purpose: string): Record<string, string> {
  return Object.fromEntries(
    secretKeys.map((secretKey) => {
      const key = derivedKey(secretKey, purpose);
      return [createHash("sha256").update(key).digest().readUInt32BE(0), key];
    }),
  );
}
