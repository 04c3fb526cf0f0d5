import type { DecodeRules } from "@/lib/credentials/jwt/decode";
import { importKeys, type JwtKeys, publicKeySet } from "@/lib/credentials/jwt/keys";
import type { JwtSettings } from "@/lib/settings/settings";

/**
 * How long caches may keep our public keys, in seconds. A new key is published that long before tokens are signed with it
 * (see the steps of `npm run keys`).
 */
export const PUBLIC_KEYS_MAX_AGE = 300;

const imported = new WeakMap<JwtSettings, Promise<JwtKeys>>();

/** The keys of these settings, imported once. */
export function jwtKeys(jwt: JwtSettings): Promise<JwtKeys> {
  let keys = imported.get(jwt);
  if (!keys) {
    keys = importKeys(jwt);
    imported.set(jwt, keys);
  }
  return keys;
}

/** The public keys that tokens are verified with, as a JWK set (RFC 7517, 5). */
export async function publicKeys(jwt: JwtSettings): ReturnType<typeof publicKeySet> {
  return publicKeySet(await jwtKeys(jwt));
}

/** What a token is decoded by. */
export async function decodeRules(jwt: JwtSettings): Promise<DecodeRules> {
  return { keys: await jwtKeys(jwt), audience: jwt.audience, issuer: jwt.issuer, leeway: jwt.leeway };
}
