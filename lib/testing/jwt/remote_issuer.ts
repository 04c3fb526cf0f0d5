/** Another service that signs tokens and publishes its keys (JWK_URL). */

import { generateKeyPairSync, type JsonWebKey, type KeyObject } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ecdsa, forge } from "./forge";

/** Another service that signs tokens by ES256, and publishes its keys as a test tells it to. */
export interface RemoteIssuer {
  /** Of its key set. */
  readonly url: string;
  /** How often it was asked. */
  requests(): number;
  /** What it publishes. */
  readonly published: JsonWebKey[];
  /** Makes a key and publishes it. */
  addKey(kid: string): void;
  /** From now on answers with this function; with null, as an issuer should. */
  misbehave(answer: ((response: ServerResponse) => void) | null): void;
  /** @param kid of one of its keys */
  token(claims: object, kid: string, header?: object): string;
  close(): void;
}

export async function startRemoteIssuer(): Promise<RemoteIssuer> {
  const privateKeys = new Map<string, KeyObject>();
  const published: JsonWebKey[] = [];
  let requests = 0;
  let answer: ((response: ServerResponse) => void) | null = null;
  const server = createServer((_request, response) => {
    requests += 1;
    if (answer) answer(response);
    else response.setHeader("Content-Type", "application/json").end(JSON.stringify({ keys: published }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys.json`,
    requests: () => requests,
    published,
    addKey(kid) {
      const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
      privateKeys.set(kid, privateKey);
      published.push({ ...publicKey.export({ format: "jwk" }), kid, alg: "ES256", use: "sig" });
    },
    misbehave(next) {
      answer = next;
    },
    token(claims, kid, header = {}) {
      const key = privateKeys.get(kid);
      if (!key) throw new Error(`the issuer has no key ${kid}`);
      return forge({ alg: "ES256", typ: "JWT", kid, ...header }, claims, ecdsa(key));
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
