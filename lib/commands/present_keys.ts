import { createPublicKey } from "node:crypto";
import type { Algorithm } from "@/lib/settings/groups/jwt";
import { type Environment, readSettings } from "@/lib/settings/read";
import { type Settings, SettingsError } from "@/lib/settings/settings";

/** What tokens are signed and verified with as the settings are. */
export interface PresentKeys {
  /** Null where there are no valid settings yet. */
  readonly algorithm: Algorithm | null;
  /** Whether SIGNING_KEY holds a secret other than SECRET_KEY. */
  readonly hasOwnSecret: boolean;
  /** Names of settings that are given, and that exclude new ones. */
  readonly given: readonly string[];
  /** The PEM public keys that tokens are verified with, one after the other; empty where they are of another algorithm. */
  publicKeys(algorithm: Algorithm): string;
}

const EXCLUDING = ["SIGNING_KEY_FILE", "VERIFYING_KEY", "VERIFYING_KEY_FILE", "JWK_URL"];

export function presentKeys(environment: Environment): PresentKeys {
  const settings = validSettings(environment);
  const jwt = settings?.jwt;
  return {
    algorithm: jwt?.algorithm ?? null,
    hasOwnSecret: jwt !== undefined && isSecret(jwt.algorithm) && jwt.signingKey !== settings?.secretKeys[0],
    given: EXCLUDING.filter((name) => environment[name]?.trim()),
    publicKeys: (algorithm) =>
      jwt === undefined || isSecret(algorithm) || jwt.algorithm !== algorithm
        ? ""
        : jwt.verifyingKeys.map(publicPem).join(""),
  };
}

/** Whether an algorithm signs with a secret, not with a key pair. */
export function isSecret(algorithm: Algorithm): boolean {
  return algorithm.startsWith("HS");
}

function validSettings(environment: Environment): Settings | null {
  try {
    return readSettings(environment);
  } catch (error) {
    if (error instanceof SettingsError) return null;
    throw error;
  }
}

function publicPem(key: string): string {
  return createPublicKey(key).export({ type: "spki", format: "pem" }).toString();
}
