import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import type { Algorithm } from "./settings";

/** RFC 7518, 3.4: each ES algorithm is bound to one curve (by OpenSSL's names). */
const CURVES = { ES256: "prime256v1", ES384: "secp384r1", ES512: "secp521r1" } as const;

/** More than a change of keys ever needs, and few enough to try one after the other. */
const MAX_VERIFYING_KEYS = 8;

/**
 * Whether the keys fit the algorithm (RFC 7518, 3.2 to 3.5; RFC 8725, 3.1 and 3.5).
 * @returns what is wrong, a sentence each
 */
export function checkKeys(
  algorithm: Algorithm,
  signingKey: string,
  verifyingKeys: readonly string[],
): string[] {
  if (algorithm.startsWith("HS")) return checkSecrets(algorithm, signingKey, verifyingKeys);
  const signing = parse(() => createPrivateKey(signingKey));
  if (!signing) {
    return [`ALGORITHM=${algorithm} needs SIGNING_KEY to be a PEM private key or the path of one.`];
  }
  const verifying = verifyingKeys
    .map((key) => parse(() => createPublicKey(key)))
    .filter((key) => key !== null);
  if (verifying.length < verifyingKeys.length) {
    return [`ALGORITHM=${algorithm} needs VERIFYING_KEY to be a PEM public key or the path of one.`];
  }
  if (verifying.length > MAX_VERIFYING_KEYS)
    return [`VERIFYING_KEY may list ${MAX_VERIFYING_KEYS} keys at most.`];
  const own = createPublicKey(signing);
  return [
    ...([signing, ...verifying].every((key) => fits(algorithm, key))
      ? []
      : [`The keys do not fit ALGORITHM=${algorithm}: ${wanted(algorithm)}.`]),
    ...(verifying.some((key) => own.equals(key))
      ? []
      : ["VERIFYING_KEY is not the public half of SIGNING_KEY: tokens made here would not be taken here."]),
  ];
}

function checkSecrets(algorithm: Algorithm, signingKey: string, verifyingKeys: readonly string[]): string[] {
  if (signingKey.startsWith("-----BEGIN ")) {
    return [
      `ALGORITHM=${algorithm} takes a secret, but SIGNING_KEY is a PEM key: set ALGORITHM to RS256, ES256 or EdDSA, or give a secret.`,
    ];
  }
  const bytes = Number(algorithm.slice(2)) / 8;
  return [
    // At least 256 bits always; the hash's own size is what RFC 7518 asks, and more than Django secrets often have.
    ...(Buffer.byteLength(signingKey) < 32
      ? [`SIGNING_KEY must hold at least 32 bytes (better ${bytes} for ${algorithm}).`]
      : []),
    ...(verifyingKeys.every((key) => key === signingKey)
      ? []
      : [`With ALGORITHM=${algorithm} VERIFYING_KEY must be unset or equal to SIGNING_KEY.`]),
  ];
}

function fits(algorithm: Algorithm, key: KeyObject): boolean {
  const details = key.asymmetricKeyDetails;
  if (algorithm === "EdDSA") return key.asymmetricKeyType === "ed25519";
  if (algorithm in CURVES) return details?.namedCurve === CURVES[algorithm as keyof typeof CURVES];
  return key.asymmetricKeyType === "rsa" && (details?.modulusLength ?? 0) >= 2048;
}

function wanted(algorithm: Algorithm): string {
  if (algorithm === "EdDSA") return "an Ed25519 key is needed";
  if (algorithm in CURVES) return `a key on the curve ${CURVES[algorithm as keyof typeof CURVES]} is needed`;
  return "an RSA key of at least 2048 bits is needed";
}

function parse(make: () => KeyObject): KeyObject | null {
  try {
    return make();
  } catch {
    return null;
  }
}
