import { createPrivateKey, createPublicKey } from "node:crypto";
import { calculateJwkThumbprint, exportJWK, importPKCS8, importSPKI, type JWK } from "jose";
import { remoteKeys } from "./remote_keys";

export interface VerifyingKey {
  /** The JWK thumbprint (RFC 7638); null for secrets, which are not published. */
  readonly kid: string | null;
  readonly key: CryptoKey;
}

/** What tokens are signed and verified with, imported once. */
export interface JwtKeys {
  readonly algorithm: string;
  readonly sign: CryptoKey;
  /** In the header of every token, so that verifiers find the key while keys are rotated. */
  readonly kid: string | null;
  readonly verify: readonly VerifyingKey[];
  /** Finds another issuer's key for a token's header. */
  readonly remote: ReturnType<typeof remoteKeys> | null;
}

export interface KeySource {
  readonly algorithm: string;
  /** The HMAC secret, or a PEM private key in any of OpenSSL's encodings. */
  readonly signingKey: string;
  /** HMAC secrets, or PEM public (or private) keys. */
  readonly verifyingKeys: readonly string[];
  readonly jwkUrl: string | null;
}

/**
 * Imports the keys for one algorithm (RFC 7518, 3.1).
 * @throws where a key does not fit the algorithm, which settings/check_keys.ts checks at start
 */
export async function importKeys({
  algorithm,
  signingKey,
  verifyingKeys,
  jwkUrl,
}: KeySource): Promise<JwtKeys> {
  if (algorithm.startsWith("HS")) {
    const verify = await Promise.all(
      verifyingKeys.map(async (secret) => ({ kid: null, key: await importSecret(algorithm, secret) })),
    );
    return { algorithm, sign: await importSecret(algorithm, signingKey), kid: null, verify, remote: null };
  }
  const pkcs8 = createPrivateKey(signingKey).export({ type: "pkcs8", format: "pem" }).toString();
  const own = await importPublic(algorithm, signingKey);
  return {
    algorithm,
    sign: await importPKCS8(pkcs8, algorithm),
    kid: own.kid,
    verify: await Promise.all(verifyingKeys.map((key) => importPublic(algorithm, key))),
    remote: jwkUrl === null ? null : remoteKeys(jwkUrl),
  };
}

/** The public keys as a JWK set (RFC 7517, 5), without secrets. */
export async function publicKeySet({ algorithm, verify }: JwtKeys): Promise<{ keys: JWK[] }> {
  const named = verify.filter(({ kid }) => kid !== null);
  return {
    keys: await Promise.all(
      named.map(async ({ kid, key }) => ({
        ...(await exportJWK(key)),
        kid: kid ?? "",
        use: "sig",
        alg: algorithm,
      })),
    ),
  };
}

function importSecret(algorithm: string, secret: string): Promise<CryptoKey> {
  const hmac = { name: "HMAC", hash: `SHA-${algorithm.slice(2)}` };
  return crypto.subtle.importKey("raw", new TextEncoder().encode(secret), hmac, false, ["sign", "verify"]);
}

async function importPublic(algorithm: string, pem: string): Promise<VerifyingKey & { kid: string }> {
  const spki = createPublicKey(pem).export({ type: "spki", format: "pem" }).toString();
  const key = await importSPKI(spki, algorithm, { extractable: true });
  return { kid: await calculateJwkThumbprint(await exportJWK(key)), key };
}
