import { generateKeyPairSync, type KeyPairKeyObjectResult } from "node:crypto";
import { type Environment, readSettings } from "@/lib/settings/read";
import { type Settings, SettingsError } from "@/lib/settings/settings";

export const SECRET = "a-secret-of-fifty-characters-for-tests-and-no-more";

/** Settings with a sound secret key, and whatever else is given. */
export function settingsOf(environment: Environment = {}): Settings {
  return readSettings({ SECRET_KEY: SECRET, ...environment });
}

/** What a start with these settings is refused for; empty where it is not refused. */
export function problemsOf(environment: Environment): readonly string[] {
  try {
    settingsOf(environment);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
}

export interface PemPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

export function rsaPair(modulusLength = 2048): PemPair {
  return pems(generateKeyPairSync("rsa", { modulusLength }));
}

/** @param namedCurve P-256, P-384 or P-521 */
export function ecPair(namedCurve: string): PemPair {
  return pems(generateKeyPairSync("ec", { namedCurve }));
}

export function ed25519Pair(): PemPair {
  return pems(generateKeyPairSync("ed25519"));
}

function pems({ privateKey, publicKey }: KeyPairKeyObjectResult): PemPair {
  return {
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
  };
}
