import { sealData, unsealData } from "iron-session";
import { Cache } from "./cache";
import { sealPasswords } from "./seal_passwords";

const PURPOSE = "latchkey.session_seal";

interface Sealed {
  readonly key: string;
}

/**
 * Seals a session key with the current secret key (iron-session: AES-256-CBC and HMAC-SHA-256).
 * @param ttl seconds until the seal expires, whatever the database says
 */
export function sealSessionKey(
  key: string,
  secretKeys: readonly [string, ...string[]],
  ttl: number,
): Promise<string> {
  return sealData({ key } satisfies Sealed, { password: sealPasswords([secretKeys[0]], PURPOSE), ttl });
}

interface Unsealed {
  readonly key: string;
  /** milliseconds since the epoch */
  readonly expiresAt: number;
}

/** By secret keys. Unsealing takes longer than everything else that a request does, and its result never changes. */
const caches = new WeakMap<readonly string[], Cache<Unsealed>>();

/**
 * The session key in a seal that was made with the current or a former secret key; null for anything else.
 * @param ttl seconds, as it was sealed with
 */
export async function unsealSessionKey(
  seal: string,
  secretKeys: readonly string[],
  ttl: number,
): Promise<string | null> {
  const unsealed = await cacheOf(secretKeys).getOrCompute(seal, () => unseal(seal, secretKeys, ttl));
  return unsealed !== null && Date.now() < unsealed.expiresAt ? unsealed.key : null;
}

async function unseal(seal: string, secretKeys: readonly string[], ttl: number): Promise<Unsealed | null> {
  try {
    const { key } = await unsealData<Partial<Sealed>>(seal, {
      password: sealPasswords(secretKeys, PURPOSE),
      ttl,
    });
    return typeof key === "string" ? { key, expiresAt: expiresAtOf(seal) } : null;
  } catch {
    // For some malformed seals iron-session returns {}, for others it throws.
    return null;
  }
}

/** The sixth part of an iron seal is its expiry, which the signature covers. Milliseconds since the epoch. */
function expiresAtOf(seal: string): number {
  return Number(seal.split("*")[5]) || 0;
}

function cacheOf(secretKeys: readonly string[]): Cache<Unsealed> {
  const cache = caches.get(secretKeys) ?? new Cache<Unsealed>();
  caches.set(secretKeys, cache);
  return cache;
}
