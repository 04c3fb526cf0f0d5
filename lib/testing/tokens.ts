/** Decodes and makes tokens with node:crypto alone, so that the product's code is not tested against itself. */

import { constants, createHmac, randomUUID, verify } from "node:crypto";
import { forge, hmac } from "./jwt/forge";
import type { TestServer } from "./server";

export type Claims = Record<string, unknown> & { readonly iat: number; readonly exp: number };

function part(token: string, index: number): string {
  return token.split(".")[index] ?? "";
}

export function headerOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part(token, 0), "base64url").toString());
}

export function claimsOf(token: string): Claims {
  return JSON.parse(Buffer.from(part(token, 1), "base64url").toString());
}

/** The claims in which a refresh token differs from its successor. */
export function identityOf(token: string): { jti: string; iat: number; exp: number } {
  const { jti, iat, exp } = claimsOf(token);
  return { jti: String(jti), iat, exp };
}

export function jtiOf(token: string): string {
  return identityOf(token).jti;
}

/** A token by HS256 as another service with the same secret makes it. Claims that are `undefined` are left out. */
export function signHs256(claims: Record<string, unknown>, secret: string): string {
  return forge({ alg: "HS256", typ: "JWT" }, claims, hmac(secret));
}

/** The same token with other claims, signed with the server's secret. */
export function remade({ settings }: TestServer, token: string, changes: Record<string, unknown>): string {
  return signHs256({ ...claimsOf(token), ...changes }, settings.jwt.signingKey);
}

/** The token as a Django service with the same secret would have made it: it names no sign-in of ours. */
export function foreign(server: TestServer, token: string): string {
  return remade(server, token, { sid: undefined, jti: randomUUID().replaceAll("-", "") });
}

/** Whether a token's signature is that of an algorithm. @param key secret or PEM public key */
export function isSignedBy(algorithm: string, token: string, key: string): boolean {
  const data = Buffer.from(`${part(token, 0)}.${part(token, 1)}`);
  const signature = Buffer.from(part(token, 2), "base64url");
  const hash = `sha${algorithm.slice(2)}`;
  switch (algorithm.slice(0, 2)) {
    case "HS":
      return createHmac(hash, key).update(data).digest().equals(signature);
    case "RS":
      return verify(hash, data, key, signature);
    case "PS":
      return verify(
        hash,
        data,
        { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
        signature,
      );
    case "ES":
      return verify(hash, data, { key, dsaEncoding: "ieee-p1363" }, signature);
    default:
      return verify(null, data, key, signature);
  }
}
