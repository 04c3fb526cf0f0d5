import { createPrivateKey } from "node:crypto";
import type { ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import { startCanary } from "@/lib/testing/jwt/canary";
import { ecdsa, forge, hmac } from "@/lib/testing/jwt/forge";
import { type RemoteIssuer, startRemoteIssuer } from "@/lib/testing/jwt/remote_issuer";
import { ecPair } from "@/lib/testing/keys";
import { decodeToken } from "./decode";
import { encodeToken } from "./encode";
import { importKeys, type JwtKeys } from "./keys";

const NOW = 1_800_000_000;
const CLAIMS = { token_type: "access", exp: NOW + 300, iat: NOW, jti: "0".repeat(32), user_id: "1" };
const ours = ecPair("P-256");

let issuer: RemoteIssuer;
let keys: JwtKeys;
/** Milliseconds that have passed by the clocks, which stand still otherwise. */
let passed = 0;

beforeEach(async () => {
  issuer = await startRemoteIssuer();
  issuer.addKey("first");
  keys = await importKeys({
    algorithm: "ES256",
    signingKey: ours.privateKey,
    verifyingKeys: [ours.publicKey],
    jwkUrl: issuer.url,
  });
  passed = 0;
  const [date, monotonic] = [Date.now(), performance.now()];
  vi.spyOn(Date, "now").mockImplementation(() => date + passed);
  vi.spyOn(performance, "now").mockImplementation(() => monotonic + passed);
});
afterEach(() => {
  issuer.close();
  vi.restoreAllMocks();
});

async function isTaken(token: string): Promise<boolean> {
  const rules = { keys, audience: null, issuer: null, leeway: 0 };
  const decoded = await decodeToken(token, rules, NOW);
  if (!decoded.ok) expect(decoded.problem).toBe("token_invalid");
  return decoded.ok;
}

const ownToken = () => encodeToken(CLAIMS, keys);
const theirToken = (kid = "first", header = {}) => issuer.token(CLAIMS, kid, header);

describe("another issuer's keys", () => {
  test("are asked for once, however many tokens come at once and after", async () => {
    const atOnce = await Promise.all(Array.from({ length: 50 }, () => isTaken(theirToken())));
    expect(atOnce).toEqual(Array(50).fill(true));
    for (let count = 0; count < 50; count += 1) expect(await isTaken(theirToken())).toBe(true);
    expect(issuer.requests()).toBe(1);
  });

  test("are asked for again where the clock was set back, which would keep withdrawn ones for longer", async () => {
    const token = theirToken();
    expect(await isTaken(token)).toBe(true);
    issuer.published.pop();
    issuer.addKey("second");
    const atFirst = Date.now();
    vi.mocked(Date.now).mockImplementation(() => atFirst - 3_600_000);
    expect([await isTaken(token), await isTaken(theirToken("second"))]).toEqual([false, true]);
    expect(issuer.requests()).toBe(2);
  });

  test("are not asked for because of our own tokens, good or forged, or of tokens that name no key", async () => {
    const own = await ownToken();
    expect(await isTaken(own)).toBe(true);
    expect(await isTaken(`${own.slice(0, -4)}AAAA`)).toBe(false);
    const attacker = ecdsa(ecPair("P-256").privateKey);
    for (const header of [{ kid: keys.kid }, {}, { kid: 5 }, { kid: null }])
      expect(await isTaken(forge({ alg: "ES256", ...header }, CLAIMS, attacker))).toBe(false);
    for (const alg of ["HS256", "RS256", "ES384", "none"])
      expect(await isTaken(forge({ alg, kid: "first" }, CLAIMS, hmac("x")))).toBe(false);
    expect(await isTaken(theirToken("first", { kid: undefined }))).toBe(false);
    expect(issuer.requests()).toBe(0);
  });

  test("are asked for again because of an unknown name, but not at will", async () => {
    expect(await isTaken(theirToken())).toBe(true);
    issuer.addKey("second");
    expect(await isTaken(theirToken("second"))).toBe(false);
    for (let count = 0; count < 50; count += 1)
      expect(await isTaken(theirToken("first", { kid: `k${count}` }))).toBe(false);
    expect(issuer.requests()).toBe(1);
    passed += 31_000;
    expect(await isTaken(theirToken("second"))).toBe(true);
    for (let count = 0; count < 50; count += 1)
      expect(await isTaken(theirToken("first", { kid: `k${count}` }))).toBe(false);
    expect(issuer.requests()).toBe(2);
  });

  test("are asked for again after five minutes, and withdrawn ones are refused from then on", async () => {
    expect(await isTaken(theirToken())).toBe(true);
    issuer.published.splice(0);
    issuer.addKey("second");
    passed += 299_000;
    expect(await isTaken(theirToken())).toBe(true);
    passed += 2000;
    expect(await isTaken(theirToken())).toBe(false);
    expect(await isTaken(theirToken("second"))).toBe(true);
    expect(issuer.requests()).toBe(2);
  });

  test("are not fetched from where a token's header points", async () => {
    const canary = await startCanary();
    const header = { jku: canary.url, x5u: canary.url, iss: canary.url };
    expect(await isTaken(theirToken("first", header))).toBe(true);
    expect(await isTaken(theirToken("first", { ...header, kid: canary.url }))).toBe(false);
    expect(canary.requests()).toBe(0);
    canary.close();
  });

  test("do not stand for ours where they go by the same name", async () => {
    issuer.published.push({ ...issuer.published[0], kid: keys.kid ?? "" });
    expect(await isTaken(theirToken("first", { kid: keys.kid }))).toBe(false);
    expect(await isTaken(await ownToken())).toBe(true);
  });
});

describe("while the issuer is down", () => {
  async function expectDown(): Promise<void> {
    const before = issuer.requests();
    for (let count = 0; count < 20; count += 1) {
      expect(await isTaken(theirToken())).toBe(false);
      expect(await isTaken(await ownToken())).toBe(true);
    }
    const atOnce = await Promise.all(Array.from({ length: 20 }, () => isTaken(theirToken())));
    expect(atOnce).toEqual(Array(20).fill(false));
    expect(issuer.requests() - before).toBeLessThanOrEqual(1);
  }

  const failures: Record<string, (response: ServerResponse) => void> = {
    "breaks the connection": (response) => response.destroy(),
    "breaks off in the middle": (response) => {
      response.writeHead(200, { "Content-Length": "1000" }).write('{"keys":[');
      setTimeout(() => response.destroy(), 20);
    },
    "answers 500": (response) => response.writeHead(500).end(JSON.stringify({ keys: issuer.published })),
    "answers 404": (response) => response.writeHead(404).end("not found"),
    "answers 204": (response) => response.writeHead(204).end(),
    "answers no JSON": (response) => response.end("<html>"),
    "answers no key set": (response) => response.end('{"keys":{}}'),
    "answers null": (response) => response.end("null"),
    "answers nothing": (response) => response.end(),
  };

  it.each(Object.keys(failures))(
    "and %s, our tokens are taken, theirs refused, and it is left alone for a while",
    async (name) => {
      issuer.misbehave(failures[name] ?? null);
      await expectDown();
      passed += 9000;
      await expectDown();
      expect(issuer.requests()).toBe(1);
      passed += 2000;
      await expectDown();
      expect(issuer.requests()).toBe(2);
      issuer.misbehave(null);
      passed += 11_000;
      expect(await isTaken(theirToken())).toBe(true);
    },
  );

  test("its keys are still good for as long as they are kept", async () => {
    expect(await isTaken(theirToken())).toBe(true);
    issuer.misbehave((response) => response.destroy());
    passed += 200_000;
    expect(await isTaken(theirToken("first", { kid: "unknown" }))).toBe(false);
    for (let count = 0; count < 20; count += 1) {
      expect(await isTaken(theirToken())).toBe(true);
      expect(await isTaken(theirToken("first", { kid: `k${count}` }))).toBe(false);
    }
    expect(issuer.requests()).toBe(2);
    passed += 101_000;
    expect(await isTaken(theirToken())).toBe(false);
    expect(await isTaken(await ownToken())).toBe(true);
  });

  test("nothing listens any more", async () => {
    issuer.close();
    expect(await isTaken(theirToken())).toBe(false);
    expect(await isTaken(await ownToken())).toBe(true);
  });

  test("a redirect is not followed", async () => {
    const canary = await startCanary();
    issuer.misbehave((response) => response.writeHead(302, { Location: canary.url }).end());
    expect(await isTaken(theirToken())).toBe(false);
    expect(canary.requests()).toBe(0);
    canary.close();
  });

  test("a set without an end is not read to it", async () => {
    let sent = 0;
    issuer.misbehave((response) => {
      const more = () => {
        while (!response.destroyed && response.write(" ".repeat(16_384))) sent += 16_384;
      };
      response.on("drain", more);
      more();
    });
    expect(await isTaken(theirToken())).toBe(false);
    expect(sent).toBeLessThan(16 * 1024 * 1024);
  });

  test("a silent issuer is waited for five seconds, once, and by nobody with a token of ours", async () => {
    issuer.misbehave(() => {});
    const start = process.hrtime.bigint();
    const seconds = () => Number(process.hrtime.bigint() - start) / 1e9;
    const waiting = Promise.all(Array.from({ length: 10 }, () => isTaken(theirToken())));
    expect(await isTaken(await ownToken())).toBe(true);
    expect(seconds()).toBeLessThan(4);
    expect(await waiting).toEqual(Array(10).fill(false));
    expect(seconds()).toBeGreaterThan(4.5);
    const afterwards = seconds();
    expect(await isTaken(theirToken())).toBe(false);
    expect(seconds() - afterwards).toBeLessThan(4);
    expect(issuer.requests()).toBe(1);
  });
});

describe("a published key that is none for verifying is not used", () => {
  const change = (changes: object) => {
    const key = issuer.published[0] ?? {};
    issuer.published[0] = Object.assign(key, changes);
  };

  it.each([
    { what: "for encryption", changes: { use: "enc" } },
    { what: "for another algorithm", changes: { alg: "ES384" } },
    { what: "for signing only", changes: { key_ops: ["sign"], use: undefined } },
    { what: "of another kind", changes: { kty: "RSA" } },
    { what: "a secret", changes: { kty: "oct", k: "AAAA" } },
    { what: "not on its curve", changes: { x: "AAAA" } },
  ])("$what", async ({ changes }) => {
    change(changes);
    expect(await isTaken(theirToken())).toBe(false);
    expect(await isTaken(await ownToken())).toBe(true);
  });

  test("a private one", async () => {
    const leaked = ecPair("P-256");
    issuer.published.push({
      ...createPrivateKey(leaked.privateKey).export({ format: "jwk" }),
      kid: "leaked",
    });
    const token = forge({ alg: "ES256", kid: "leaked" }, CLAIMS, ecdsa(leaked.privateKey));
    expect(await isTaken(token)).toBe(false);
  });

  test("two by one name", async () => {
    issuer.published.push({ ...issuer.published[0] });
    expect(await isTaken(theirToken())).toBe(false);
  });
});
