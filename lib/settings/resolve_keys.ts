import { existsSync, readFileSync } from "node:fs";
import { checkKeys } from "./check_keys";
import type { RawSettings } from "./definitions";
import type { JwtSettings } from "./settings";

/** In one line of an environment file, \n stands for line ends. */
const PEM_BLOCK = /-----BEGIN [^-]+-----[^-]+-----END [^-]+-----/g;

/**
 * What tokens are signed and verified with. With HMAC the former secret keys still verify, so that SECRET_KEY can change
 * without ending one sign-in; with key pairs VERIFYING_KEY lists what else does.
 * @param problems takes a sentence for each thing that is wrong
 */
export function resolveKeys(
  given: RawSettings,
  secretKeys: readonly [string, ...string[]],
  problems: string[],
): Pick<JwtSettings, "algorithm" | "signingKey" | "verifyingKeys" | "jwkUrl"> {
  const algorithm = given.ALGORITHM ?? "HS256";
  const signingKey = keyText(given.SIGNING_KEY ?? secretKeys[0], "SIGNING_KEY", problems, algorithm);
  const verifying =
    given.VERIFYING_KEY === undefined
      ? signingKey
      : keyText(given.VERIFYING_KEY, "VERIFYING_KEY", problems, algorithm);
  const listed = verifying.match(PEM_BLOCK) ?? [verifying];
  // A signing key of its own has nothing to do with former secret keys.
  const fallbacks = algorithm.startsWith("HS") && signingKey === secretKeys[0] ? secretKeys.slice(1) : [];
  if (problems.length === 0) problems.push(...checkKeys(algorithm, signingKey, listed));
  const jwkUrl = given.JWK_URL ?? null;
  if (jwkUrl !== null && algorithm.startsWith("HS")) {
    problems.push(
      `JWK_URL lists public keys, and ALGORITHM=${algorithm} has none: unset it, or set ALGORITHM to the issuer's.`,
    );
  }
  return { algorithm, signingKey, verifyingKeys: [...listed, ...fallbacks] as [string, ...string[]], jwkUrl };
}

/** A key may be given as the path of a PEM file. What is named like one is never taken for a secret. */
function keyText(value: string, name: string, problems: string[], algorithm: string): string {
  if (value.startsWith("-----BEGIN ")) return value.replaceAll("\\n", "\n");
  const isPath = /\.(pem|key|pub)$/.test(value) || (!algorithm.startsWith("HS") && existsSync(value));
  if (!isPath) return value;
  try {
    return readFileSync(value, "utf8").trim();
  } catch {
    problems.push(`${name} names the file ${value}, which cannot be read.`);
    return "";
  }
}
