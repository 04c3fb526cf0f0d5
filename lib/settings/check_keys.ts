import { createPublicKey, type KeyObject } from "node:crypto";
import type { Algorithm } from "./groups/jwt";

/** OpenSSL's name of the one curve of each ES algorithm (RFC 7518, 3.4). */
const CURVES: Partial<Record<Algorithm, string>> = {
  ES256: "prime256v1",
  ES384: "secp384r1",
  ES512: "secp521r1",
};

/** A token that names no key is tried with each of them. */
const MAX_VERIFYING_KEYS = 8;
const MIN_SECRET_BYTES = 32;
const MIN_RSA_BITS = 2048;

/**
 * Whether a key pair fits the algorithm (RFC 7518, 3.3 to 3.5; RFC 8725, 3.1).
 * @param verifying public keys
 * @returns a sentence for each thing that is wrong
 */
export function checkPairs(
  algorithm: Algorithm,
  signing: KeyObject,
  verifying: readonly KeyObject[],
): string[] {
  if (verifying.length > MAX_VERIFYING_KEYS)
    return [`VERIFYING_KEY may list ${MAX_VERIFYING_KEYS} keys at most.`];
  const own = createPublicKey(signing);
  return [
    ...([signing, ...verifying].every((key) => fits(algorithm, key))
      ? []
      : [`The keys do not fit ALGORITHM=${algorithm}: ${neededKey(algorithm)}.`]),
    ...(verifying.some((key) => own.equals(key))
      ? []
      : ["VERIFYING_KEY is not the public half of SIGNING_KEY: Latchkey would refuse its own tokens."]),
  ];
}

/**
 * Whether a secret fits the algorithm (RFC 7518, 3.2; RFC 8725, 3.5).
 * @returns a sentence for each thing that is wrong
 */
export function checkSecrets(algorithm: Algorithm, signingKey: string, verifyingKey = signingKey): string[] {
  const bytes = Number(algorithm.slice(2)) / 8;
  return [
    // RFC 7518, 3.2 asks for the hash's size, which secrets of Django projects often lack for HS384 and HS512.
    ...(Buffer.byteLength(signingKey) < MIN_SECRET_BYTES
      ? [`SIGNING_KEY must hold at least ${MIN_SECRET_BYTES} bytes (better ${bytes} for ${algorithm}).`]
      : []),
    ...(verifyingKey === signingKey
      ? []
      : [`With ALGORITHM=${algorithm} VERIFYING_KEY must be unset or equal to SIGNING_KEY.`]),
  ];
}

function fits(algorithm: Algorithm, key: KeyObject): boolean {
  const details = key.asymmetricKeyDetails;
  if (algorithm === "EdDSA") return key.asymmetricKeyType === "ed25519";
  const curve = CURVES[algorithm];
  if (curve !== undefined) return details?.namedCurve === curve;
  return key.asymmetricKeyType === "rsa" && (details?.modulusLength ?? 0) >= MIN_RSA_BITS;
}

function neededKey(algorithm: Algorithm): string {
  if (algorithm === "EdDSA") return "an Ed25519 key is needed";
  const curve = CURVES[algorithm];
  if (curve !== undefined) return `a key on the curve ${curve} is needed`;
  return `an RSA key of at least ${MIN_RSA_BITS} bits is needed`;
}
