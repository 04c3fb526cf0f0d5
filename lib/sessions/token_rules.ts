import type { DecodeRules } from "@/lib/credentials/jwt/decode";
import { importKeys, type JwtKeys, publicKeySet } from "@/lib/credentials/jwt/keys";
import type { JwtSettings } from "@/lib/settings/settings";

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

export async function publicKeys(jwt: JwtSettings): ReturnType<typeof publicKeySet> {
  return publicKeySet(await jwtKeys(jwt));
}

export async function decodeRules(jwt: JwtSettings): Promise<DecodeRules> {
  return { keys: await jwtKeys(jwt), audience: jwt.audience, issuer: jwt.issuer, leeway: jwt.leeway };
}
