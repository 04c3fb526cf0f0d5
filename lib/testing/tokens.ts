import { constants, createHmac, verify } from "node:crypto";
import { bearer, send } from "./client";
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

/** A token by HS256 as another service with the same secret makes it. Claims that are `undefined` are left out. */
export function signHs256(claims: Record<string, unknown>, secret: string): string {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

/** The same token with other claims, signed with the server's secret. */
export function remade({ settings }: TestServer, token: string, changes: Record<string, unknown>): string {
  return signHs256({ ...claimsOf(token), ...changes }, settings.jwt.signingKey);
}

/** Whether a token's signature is that of an algorithm, by node:crypto alone. @param key secret or PEM public key */
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

/** The status of GET /user/me with a bearer token. */
export async function meStatus(server: TestServer, token: string): Promise<number> {
  return (await send(server, "/user/me", { headers: bearer(token) })).status;
}

/** The status of refreshing with a token. */
export async function refreshStatus(server: TestServer, refresh: string): Promise<number> {
  return (await send(server, "/user/jwt_refresh", { json: { refresh } })).status;
}

const moved = new WeakMap<TestServer, number>();

/** Moves a server's clock to just behind an instant. @param at seconds since the epoch */
export function moveTo(server: TestServer, at: number): void {
  const offset = moved.get(server) ?? 0;
  const by = at + 0.01 - (Date.now() / 1000 + offset);
  server.advance(by);
  moved.set(server, offset + by);
}
