/** Key pairs made for a test, as the PEM that SIGNING_KEY and VERIFYING_KEY take. */

import { generateKeyPairSync, type KeyPairKeyObjectResult } from "node:crypto";
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
