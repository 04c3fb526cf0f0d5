import { createPrivateKey, createPublicKey } from "node:crypto";
import { importPKCS8, importSPKI } from "jose";

/** What a token is signed and verified with; imported once, kept. */
export interface JwtKeys {
  readonly algorithm: string;
  readonly sign: CryptoKey;
  readonly verify: CryptoKey;
}

/**
 * Imports the keys for one algorithm (RFC 7518, 3.1).
 * @param signingKey the HMAC secret, or a PEM private key in any of OpenSSL's encodings
 * @param verifyingKey the HMAC secret, or a PEM public (or private) key
 * @throws where a key does not fit the algorithm; settings/check_keys.ts finds that out at start
 */
export async function importKeys(
  algorithm: string,
  signingKey: string,
  verifyingKey: string,
): Promise<JwtKeys> {
  if (algorithm.startsWith("HS")) {
    const hmac = { name: "HMAC", hash: `SHA-${algorithm.slice(2)}` };
    const sign = await crypto.subtle.importKey("raw", new TextEncoder().encode(signingKey), hmac, false, [
      "sign",
      "verify",
    ]);
    return { algorithm, sign, verify: sign };
  }
  const pkcs8 = createPrivateKey(signingKey).export({ type: "pkcs8", format: "pem" }).toString();
  const spki = createPublicKey(verifyingKey).export({ type: "spki", format: "pem" }).toString();
  return { algorithm, sign: await importPKCS8(pkcs8, algorithm), verify: await importSPKI(spki, algorithm) };
}
