import { createHash } from "node:crypto";
import { sealData, unsealData } from "iron-session";
import { Cache } from "./cache";
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

interface Opened {
  readonly key: string;
  /** milliseconds since the epoch */
  readonly deadAt: number;
}

/** Opening a seal takes longer than everything else a request does; what is in it never changes. By secret keys. */
const opened = new WeakMap<readonly string[], Cache<Opened>>();

/**
 * The session key in a seal, made with the current or a former secret key; null for whatever else was sent.
 * @param ttl seconds, as it was sealed with
 */
export async function unsealSessionKey(
  seal: string,
  secretKeys: readonly string[],
  ttl: number,
): Promise<string | null> {
  const found = await cacheOf(secretKeys).getOrCompute(seal, () => open(seal, secretKeys, ttl));
  return found !== null && Date.now() < found.deadAt ? found.key : null;
}

async function open(seal: string, secretKeys: readonly string[], ttl: number): Promise<Opened | null> {
  try {
    const { key } = await unsealData<Partial<Sealed>>(seal, { password: passwords(secretKeys), ttl });
    return typeof key === "string" ? { key, deadAt: expiresAtOf(seal) } : null;
  } catch {
    // iron-session answers some broken seals with {} and throws for others.
    return null;
  }
}

/** The sixth part of an iron seal is when it expires, covered by its signature. */
function expiresAtOf(seal: string): number {
  return Number(seal.split("*")[5]) || 0;
}

function cacheOf(secretKeys: readonly string[]): Cache<Opened> {
  const known = opened.get(secretKeys) ?? new Cache<Opened>();
  opened.set(secretKeys, known);
  return known;
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
