import { generateKeyPairSync, sign } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Another service that signs tokens by ES256 and publishes its key. */
export interface Issuer {
  /** Of its JWK set. */
  readonly url: string;
  /** How often its key set was asked for. */
  requests(): number;
  token(claims: Record<string, unknown>, header?: Record<string, unknown>): string;
  close(): void;
}

export async function startIssuer(): Promise<Issuer> {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const keys = [{ ...publicKey.export({ format: "jwk" }), kid: "theirs", alg: "ES256", use: "sig" }];
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    response.setHeader("Content-Type", "application/json").end(JSON.stringify({ keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`,
    requests: () => requests,
    token(claims, header = {}) {
      const signed = `${encode({ alg: "ES256", typ: "JWT", kid: "theirs", ...header })}.${encode(claims)}`;
      const signature = sign("sha256", Buffer.from(signed), { key: privateKey, dsaEncoding: "ieee-p1363" });
      return `${signed}.${signature.toString("base64url")}`;
    },
    close: () => void server.close(),
  };
}
