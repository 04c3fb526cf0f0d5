import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import type { Algorithm } from "./settings";

/** RFC 7518, 3.4: each ES algorithm is bound to one curve (by OpenSSL's names). */
const CURVES = { ES256: "prime256v1", ES384: "secp384r1", ES512: "secp521r1" } as const;

/**
 * Whether the keys fit the algorithm (RFC 7518, 3.2 to 3.5; RFC 8725, 3.1 and 3.5).
 * @returns what is wrong, a sentence each
 */
export function checkKeys(algorithm: Algorithm, signingKey: string, verifyingKey: string): string[] {
  if (algorithm.startsWith("HS")) return checkSecrets(algorithm, signingKey, verifyingKey);
  const signing = parse(() => createPrivateKey(signingKey));
  const verifying = parse(() => createPublicKey(verifyingKey));
  if (!signing)
    return [`ALGORITHM=${algorithm} needs SIGNING_KEY to be a PEM private key or the path of one.`];
  if (!verifying)
    return [`ALGORITHM=${algorithm} needs VERIFYING_KEY to be a PEM public key or the path of one.`];
  return [
    ...[signing, verifying]
      .filter((key) => !fits(algorithm, key))
      .slice(0, 1)
      .map(() => `The keys do not fit ALGORITHM=${algorithm}: ${wanted(algorithm)}.`),
    ...(createPublicKey(signing).equals(verifying)
      ? []
      : ["VERIFYING_KEY is not the public half of SIGNING_KEY: tokens made here would not be taken here."]),
  ];
}

function checkSecrets(algorithm: Algorithm, signingKey: string, verifyingKey: string): string[] {
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
    ...(verifyingKey === signingKey
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
