import type { KeyObject } from "node:crypto";
import { isKeyOfPair, readPrivateKey, readPublicKeys } from "@/lib/credentials/jwt/read_keys";
import { checkPairs, checkSecrets } from "./check_keys";
import type { RawSettings } from "./definitions";

interface Keys {
  /** An HMAC secret or a PEM private key. */
  readonly signingKey: string;
  /** HMAC secrets or PEM public keys that tokens are verified with. */
  readonly verifyingKeys: readonly [string, ...string[]];
}

type JwtKeySettings = Pick<RawSettings["jwt"], "algorithm" | "jwkUrl" | "signingKey" | "verifyingKey">;

/** What stands for keys where they are not valid; the start ends then. */
const NONE: Keys = { signingKey: "", verifyingKeys: [""] };

/**
 * What tokens are signed and verified with. With HMAC the former secret keys verify too, so that SECRET_KEY can be changed
 * without ending a sign-in; with key pairs VERIFYING_KEY lists former public keys.
 * @param problems takes a sentence for each thing that is wrong; where there are some already, nothing is added to them
 */
export function resolveKeys(
  given: JwtKeySettings,
  secretKeys: readonly [string, ...string[]],
  problems: string[],
): Keys {
  if (problems.length > 0) return NONE;
  return given.algorithm.startsWith("HS") ? secrets(given, secretKeys, problems) : keyPairs(given, problems);
}

function secrets(
  { algorithm, jwkUrl, ...given }: JwtKeySettings,
  [secretKey, ...former]: readonly [string, ...string[]],
  problems: string[],
): Keys {
  const signingKey = given.signingKey ?? secretKey;
  if (jwkUrl !== null) {
    problems.push(
      `JWK_URL lists public keys, and ALGORITHM=${algorithm} has none: unset it, or set ALGORITHM to the issuer's.`,
    );
  }
  if (isKeyOfPair(signingKey)) {
    problems.push(
      `ALGORITHM=${algorithm} takes a secret, but ${given.signingKey === undefined ? "SECRET_KEY" : "SIGNING_KEY"} is a key of a pair: set ALGORITHM to RS256, ES256 or EdDSA, or give a secret.`,
    );
  } else {
    problems.push(...checkSecrets(algorithm, signingKey, given.verifyingKey));
  }
  // A SIGNING_KEY of its own has nothing to do with former secret keys.
  return { signingKey, verifyingKeys: [signingKey, ...(signingKey === secretKey ? former : [])] };
}

function keyPairs({ algorithm, signingKey, verifyingKey }: JwtKeySettings, problems: string[]): Keys {
  if (signingKey === undefined) {
    problems.push(
      `ALGORITHM=${algorithm} needs a private key, and SIGNING_KEY is unset: \`npm run keys -- --algorithm ${algorithm}\` makes one.`,
    );
    return NONE;
  }
  const own = read("SIGNING_KEY", algorithm, () => readPrivateKey(signingKey), problems);
  const verifying = read(
    verifyingKey === undefined ? "SIGNING_KEY" : "VERIFYING_KEY",
    algorithm,
    () => (own === null ? null : readPublicKeys(verifyingKey ?? pem(own))),
    problems,
  );
  if (own === null || verifying === null) return NONE;
  problems.push(...checkPairs(algorithm, own, verifying));
  const [first, ...others] = verifying;
  return { signingKey: pem(own), verifyingKeys: [pem(first), ...others.map(pem)] };
}

/** @returns null where it is no such key */
function read<T>(name: string, algorithm: string, key: () => T, problems: string[]): T | null {
  try {
    return key();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    problems.push(`${name} ${error.message} (ALGORITHM=${algorithm}).`);
    return null;
  }
}

function pem(key: KeyObject): string {
  return key.export({ type: key.type === "private" ? "pkcs8" : "spki", format: "pem" }).toString();
}
