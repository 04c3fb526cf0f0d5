import { existsSync, readFileSync } from "node:fs";
import { checkKeys } from "./check_keys";
import type { RawSettings } from "./definitions";

/** In one line of an environment file, \n stands for line ends. */
const PEM_BLOCK = /-----BEGIN [^-]+-----[^-]+-----END [^-]+-----/g;

interface Keys {
  /** An HMAC secret or a PEM private key. */
  readonly signingKey: string;
  /** HMAC secrets or PEM keys that tokens are verified with; where one is a private key its public half counts. */
  readonly verifyingKeys: readonly [string, ...string[]];
}

/**
 * What tokens are signed and verified with. With HMAC the former secret keys verify too, so that SECRET_KEY can be changed
 * without ending a sign-in; with key pairs VERIFYING_KEY lists former public keys.
 * @param problems takes a sentence for each thing that is wrong
 */
export function resolveKeys(
  { algorithm, jwkUrl, ...given }: RawSettings["jwt"],
  secretKeys: readonly [string, ...string[]],
  problems: string[],
): Keys {
  const isHmac = algorithm.startsWith("HS");
  const signingKey = keyText(given.signingKey ?? secretKeys[0], "SIGNING_KEY", problems, isHmac);
  const verifyingKey =
    given.verifyingKey === undefined
      ? signingKey
      : keyText(given.verifyingKey, "VERIFYING_KEY", problems, isHmac);
  const [first = verifyingKey, ...others] = verifyingKey.match(PEM_BLOCK) ?? [];
  // A SIGNING_KEY of its own has nothing to do with former secret keys.
  const fallbacks = isHmac && signingKey === secretKeys[0] ? secretKeys.slice(1) : [];
  if (problems.length === 0) problems.push(...checkKeys(algorithm, signingKey, [first, ...others]));
  if (jwkUrl !== null && isHmac) {
    problems.push(
      `JWK_URL lists public keys, and ALGORITHM=${algorithm} has none: unset it, or set ALGORITHM to the issuer's.`,
    );
  }
  return { signingKey, verifyingKeys: [first, ...others, ...fallbacks] };
}

/** A key may be given as the path of a PEM file. A text with the suffix of one is never used as a secret. */
function keyText(value: string, name: string, problems: string[], isHmac: boolean): string {
  if (value.startsWith("-----BEGIN ")) return value.replaceAll("\\n", "\n");
  const isPath = /\.(pem|key|pub)$/.test(value) || (!isHmac && existsSync(value));
  if (!isPath) return value;
  try {
    return readFileSync(value, "utf8").trim();
  } catch {
    problems.push(`${name} names the file ${value}, which cannot be read.`);
    return "";
  }
}
