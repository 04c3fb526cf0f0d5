/** Tokens as an attacker, or another service, puts them together. */

import { constants, createHmac, type KeyLike, sign } from "node:crypto";

/** Makes a token's signature (after the second dot) for what comes before it. */
export type Signer = (signed: Buffer) => Buffer;

/**
 * Makes a token from any header, payload and signature, without checking anything.
 * @param header an object, or the text that stands for one
 * @param payload an object, or the text that stands for one
 */
export function forge(header: unknown, payload: unknown, signer: Signer): string {
  const signed = `${encoded(header)}.${encoded(payload)}`;
  return `${signed}.${signer(Buffer.from(signed)).toString("base64url")}`;
}

export function encoded(value: unknown): string {
  const bytes = Buffer.isBuffer(value)
    ? value
    : Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
  return bytes.toString("base64url");
}

/** The token with another signature, of the same length or not. */
export function withSignature(token: string, change: (signature: Buffer) => Buffer): string {
  const [header = "", payload = "", signature = ""] = token.split(".");
  return `${header}.${payload}.${change(Buffer.from(signature, "base64url")).toString("base64url")}`;
}

export const unsigned: Signer = () => Buffer.alloc(0);

export function hmac(secret: string | Buffer, bits: 256 | 384 | 512 = 256): Signer {
  return (signed) => createHmac(`sha${bits}`, secret).update(signed).digest();
}

/** @param pem private key */
export function rsa(pem: KeyLike, bits: 256 | 384 | 512 = 256): Signer {
  return (signed) => sign(`sha${bits}`, signed, pem);
}

/** @param pem private key */
export function rsaPss(pem: KeyLike, bits: 256 | 384 | 512 = 256): Signer {
  const options = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  return (signed) => sign(`sha${bits}`, signed, { key: pem as string, ...options });
}

/** @param pem private key */
export function ecdsa(pem: KeyLike, bits: 256 | 384 | 512 = 256): Signer {
  return (signed) => sign(`sha${bits}`, signed, { key: pem as string, dsaEncoding: "ieee-p1363" });
}

/** @param pem private key */
export function eddsa(pem: KeyLike): Signer {
  return (signed) => sign(null, signed, pem);
}

/** The order of the group of P-256 (FIPS 186-5, and SEC 2, 2.4.2). */
const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** The other signature that ECDSA takes for the same message: of (r, s) it is (r, n - s). */
export function twinSignature(signature: Buffer): Buffer {
  const s = BigInt(`0x${signature.subarray(32).toString("hex")}`);
  const twin = (P256_ORDER - s).toString(16).padStart(64, "0");
  return Buffer.concat([signature.subarray(0, 32), Buffer.from(twin, "hex")]);
}
