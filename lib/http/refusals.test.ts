import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Environment } from "@/lib/settings/read";
import {
  bringTo,
  signUpForAll,
  TOKEN_ENDPOINTS,
  type TokenEndpoint,
} from "@/lib/testing/http/token_endpoints";
import { type Canary, startCanary } from "@/lib/testing/jwt/canary";
import { encoded, forge, hmac, rsa, unsigned } from "@/lib/testing/jwt/forge";
import { rsaPair } from "@/lib/testing/keys";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { tableRows } from "@/lib/testing/table_rows";
import { claimsOf, headerOf } from "@/lib/testing/tokens";

const EVERYWHERE = Object.keys(TOKEN_ENDPOINTS) as TokenEndpoint[];
const attacker = rsaPair();

let server: TestServer;
async function start(environment: Environment = {}): Promise<void> {
  server = await startTestServer({ AUTH_TOKEN_CLASSES: "AccessToken", ...environment });
}
afterEach(() => server.close());

describe("a forged token opens no endpoint, reaches nobody, and changes nothing", () => {
  let canary: Canary;
  beforeAll(async () => {
    canary = await startCanary();
  });
  afterAll(() => canary.close());

  /** Forgeries of a token that is good itself. */
  function forgeries(good: string): Record<string, string> {
    const [claims, secret] = [claimsOf(good), server.settings.jwt.signingKey];
    const own = hmac(secret);
    const header = { alg: "HS256", typ: "JWT" };
    const [head = "", payload = "", signature = ""] = good.split(".");
    const withClaim = (name: string, value: string) =>
      forge(header, JSON.stringify(claims).replace("}", `,"${name}":${value}}`), own);
    const foreignKey = attacker.privateKey;
    return {
      "without an algorithm": forge({ alg: "none", typ: "JWT" }, claims, unsigned),
      "without an algorithm, signed": forge({ alg: "nOnE" }, claims, own),
      "by HS512": forge({ alg: "HS512" }, claims, hmac(secret, 512)),
      "by another key": forge(header, claims, hmac("another secret that is long enough")),
      "by the key of its jku": forge({ alg: "RS256", jku: canary.url, kid: "k" }, claims, rsa(foreignKey)),
      "by the key of its x5u": forge({ alg: "RS256", x5u: canary.url }, claims, rsa(foreignKey)),
      "by the secret of its jwk": forge({ ...header, jwk: { kty: "oct", k: "AA" } }, claims, hmac("\u0000")),
      "by the file of its kid": forge({ ...header, kid: "../../../../dev/null" }, claims, hmac("")),
      "by the query of its kid": forge({ ...header, kid: "' UNION SELECT 'a" }, claims, hmac("a")),
      "with a kid that is no text": forge({ ...header, kid: { k: 1 } }, claims, own),
      "with crit": forge({ ...header, crit: ["x"], x: 1 }, claims, own),
      "with b64": forge({ ...header, b64: false }, claims, own),
      "with other claims": `${head}.${encoded({ ...claims, user_id: "2" })}.${signature}`,
      "without a signature": `${head}.${payload}.`,
      "in two parts": `${head}.${payload}`,
      "in four parts": `${good}.${signature}`,
      "in five parts": `${encoded({ alg: "dir", enc: "A256GCM" })}..${payload}.${payload}.${signature}`,
      "as JSON": JSON.stringify({ protected: head, payload, signature }),
      "around an array": forge(header, [claims], own),
      "around no JSON": forge(header, "exp", own),
      "with exp in words": withClaim("exp", '"2099999999"'),
      "without an end": withClaim("exp", "1e400"),
      "with an end beyond time": withClaim("exp", "1e18"),
      "with an end before time": withClaim("exp", "-1"),
      "with no end": withClaim("exp", "null"),
      "made tomorrow": withClaim("iat", String(claims.iat + 86_400)),
      "for tomorrow": withClaim("nbf", String(claims.iat + 86_400)),
      "with an identifier that is no text": withClaim("jti", "5"),
      "with an identifier in a list": withClaim("jti", `["${claims.jti}"]`),
      "over 8 KiB": forge(header, { ...claims, pad: "x".repeat(8192) }, own),
    };
  }

  it.each(["access", "refresh", "sliding"] as const)("made of a good %s token", async (kind) => {
    await start();
    const tokens = await signUpForAll(server);
    await signUpForAll(server);
    const before = await tableRows(server);
    const log = vi.spyOn(console, "error");
    for (const [what, token] of Object.entries(forgeries(tokens[kind]))) {
      const answers = await bringTo(server, token, EVERYWHERE);
      for (const [endpoint, answer] of Object.entries(answers))
        expect(answer, `${what} at ${endpoint}`).toEqual([401, "token_not_valid"]);
    }
    expect(await tableRows(server)).toEqual(before);
    expect(canary.requests()).toBe(0);
    expect(log).not.toHaveBeenCalled();
    log.mockRestore();
  });

  it("signed with the public key for a secret", async () => {
    const { privateKey, publicKey } = rsaPair();
    await start({ ALGORITHM: "RS256", SIGNING_KEY: privateKey });
    const { access, refresh, sliding } = await signUpForAll(server);
    const kid = headerOf(access).kid;
    for (const token of [access, refresh, sliding]) {
      for (const secret of [publicKey, publicKey.trim(), String(kid), ""]) {
        for (const header of [{ alg: "HS256", kid }, { alg: "HS256" }, { alg: "RS256", kid }]) {
          const answers = await bringTo(server, forge(header, claimsOf(token), hmac(secret)), EVERYWHERE);
          for (const answer of Object.values(answers)) expect(answer).toEqual([401, "token_not_valid"]);
        }
      }
    }
  });
});
