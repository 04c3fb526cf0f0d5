import { createHmac, createPrivateKey, sign } from "node:crypto";
import { decodeJwt, decodeProtectedHeader, SignJWT } from "jose";
import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import type { Environment } from "@/lib/settings/read";
import { ecPair, ed25519Pair, type PemPair, rsaPair } from "@/lib/testing/keys";
import { signOut, signUpForTokens } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { createLatchkey, type Latchkey, type LatchkeyOptions } from "./latchkey";

const PAIR = ecPair("P-256");
const ES256 = { ALGORITHM: "ES256", SIGNING_KEY: PAIR.privateKey };

let servers: TestServer[] = [];
/** The paths that the client has asked for. */
let asked: string[] = [];
/** Where the client's requests go; null: nowhere. */
let target: TestServer | null = null;
const realFetch = globalThis.fetch;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.stubGlobal("fetch", (address: string, init?: RequestInit) => {
    const { pathname } = new URL(address);
    asked.push(pathname);
    return target === null
      ? Promise.reject(new TypeError("fetch failed"))
      : realFetch(target.url + pathname, init);
  });
});

afterEach(async () => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  for (const server of servers.reverse()) await server.close();
  [servers, asked, target] = [[], [], null];
});

/** A Latchkey at the client's address, in place of the one before. */
async function start(environment: Environment): Promise<TestServer> {
  const server = await startTestServer(environment, { beside: servers[0] });
  servers.push(server);
  target = server;
  vi.setSystemTime(server.clock.now());
  return server;
}

function advance(seconds: number): void {
  for (const { clock } of servers.slice(0, 1)) clock.advance(seconds);
  vi.setSystemTime(Number(servers[0]?.clock.now()));
}

function client(options: Partial<LatchkeyOptions> = {}): Latchkey {
  return createLatchkey({ url: "http://latchkey.example", ...options });
}

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** The same claims, or others, under another header and signature. */
function forged(
  token: string,
  header: object,
  signature: (input: string) => string,
  changes: object = {},
): string {
  const input = `${base64url(header)}.${base64url({ ...decodeJwt(token), ...changes })}`;
  return `${input}.${signature(input)}`;
}

/** As a Django with the same key makes them: without a kid. */
function signed(token: string, { privateKey }: PemPair, changes: object = {}): string {
  const key = { key: createPrivateKey(privateKey), dsaEncoding: "ieee-p1363" } as const;
  const signature = (input: string) => sign("sha256", Buffer.from(input), key).toString("base64url");
  return forged(token, { alg: "ES256", typ: "JWT" }, signature, changes);
}

const SIGNATURE = "ERR_JWS_SIGNATURE_VERIFICATION_FAILED";
const CLAIM = "ERR_JWT_CLAIM_VALIDATION_FAILED";

describe("with public keys", () => {
  it.each([
    ["ES256", PAIR],
    ["ES512", ecPair("P-521")],
    ["RS256", rsaPair()],
    ["PS384", rsaPair()],
    ["EdDSA", ed25519Pair()],
  ])(
    "tells whom a token of %s names, and asks for the keys alone, once",
    async (ALGORITHM, { privateKey }) => {
      const server = await start({ ALGORITHM, SIGNING_KEY: privateKey });
      const { access } = await signUpForTokens(server);
      const { verifyOffline } = client();
      const [first, ...others] = await Promise.all(Array.from({ length: 5 }, () => verifyOffline(access)));
      expect(first).toEqual({ userId: "1", claims: decodeJwt(access) });
      expect(Object.keys(first?.claims ?? {})).toEqual(["token_type", "exp", "iat", "jti", "user_id", "sid"]);
      expect(others).toEqual(Array(4).fill(first));
      expect(asked).toEqual(["/.well-known/jwks.json"]);
    },
  );

  it("refuses what is no access token, forged, over or for others", async () => {
    const server = await start({ ...ES256, ACCESS_TOKEN_LIFETIME: "60s" });
    const { access, refresh } = await signUpForTokens(server);
    const { kid } = decodeProtectedHeader(access);
    const hmac = (key: string) => (input: string) =>
      createHmac("sha256", key).update(input).digest("base64url");
    const codes: string[] = [];
    const { verifyOffline } = client({ onInvalid: ({ code }) => codes.push(code) });
    expect(await verifyOffline(signed(access, PAIR))).toMatchObject({ userId: "1" });
    const refused = {
      refresh,
      cut: access.slice(0, -3),
      none: forged(access, { alg: "none" }, () => ""),
      "a public key for a secret": forged(access, { alg: "HS256", kid }, hmac(PAIR.publicKey)),
      "an empty secret": forged(access, { alg: "HS256" }, hmac(" ")),
      "a key of another's": signed(access, ecPair("P-256")),
      "a key in its header": forged(access, { alg: "ES256", jwk: { kty: "EC" } }, hmac("x")),
      "an unknown critical header": forged(access, { alg: "ES256", crit: ["x"], x: 1 }, hmac("x")),
      "no expiry": signed(access, PAIR, { exp: undefined }),
      "an audience": signed(access, PAIR, { aud: "another-app" }),
      "no type": signed(access, PAIR, { token_type: undefined }),
      "no user": signed(access, PAIR, { user_id: undefined }),
      "not yet": signed(access, PAIR, { nbf: server.clock.now() / 1000 + 60 }),
      nothing: "",
    };
    for (const [what, token] of Object.entries(refused))
      expect([what, await verifyOffline(token)]).toEqual([what, null]);
    advance(59);
    expect(await verifyOffline(access)).toMatchObject({ userId: "1" });
    advance(1);
    expect(await verifyOffline(access)).toBeNull();
    // That a token has expired is only said of one that was valid.
    expect(await verifyOffline(signed(access, ecPair("P-256")))).toBeNull();
    expect(codes).toEqual([
      ...["ERR_TOKEN_TYPE", SIGNATURE, "ERR_JOSE_ALG_NOT_ALLOWED", "ERR_JOSE_ALG_NOT_ALLOWED"],
      ...["ERR_JOSE_ALG_NOT_ALLOWED", SIGNATURE, SIGNATURE, "ERR_JOSE_NOT_SUPPORTED"],
      ...[CLAIM, CLAIM, "ERR_TOKEN_TYPE", CLAIM, CLAIM, "ERR_JWS_INVALID", "ERR_JWT_EXPIRED", SIGNATURE],
    ]);
  });

  it("expires tokens by another clock, and asks by another fetch, where it is given them", async () => {
    const server = await start({ ...ES256, ACCESS_TOKEN_LIFETIME: "60s" });
    const { access } = await signUpForTokens(server);
    let time = Number(decodeJwt(access).exp) * 1000 - 1;
    const own: string[] = [];
    const codes: string[] = [];
    const { user, verifyOffline } = client({
      now: () => time,
      fetch: (address, init) => {
        own.push(String(address));
        return realFetch(String(address).replace("http://latchkey.example", server.url), init);
      },
      onInvalid: ({ code }) => codes.push(code),
    });
    advance(120);
    expect(await verifyOffline(access)).toMatchObject({ userId: "1" });
    time += 1;
    expect(await verifyOffline(access)).toBeNull();
    expect(await user({ authorization: `Bearer ${access}` })).toBeNull();
    expect(codes).toEqual(["ERR_JWT_EXPIRED"]);
    expect(own).toEqual(["http://latchkey.example/.well-known/jwks.json", "http://latchkey.example/user/me"]);
    expect(asked).toEqual([]);
  });

  it("asks for issuer and audience, and reads renamed claims", async () => {
    const names = { USER_ID_CLAIM: "sub", TOKEN_TYPE_CLAIM: "kind" };
    const server = await start({ ...ES256, ...names, ISSUER: "https://auth.example", AUDIENCE: "app" });
    const { access } = await signUpForTokens(server);
    const ours = {
      issuer: "https://auth.example",
      audience: "app",
      userIdClaim: "sub",
      tokenTypeClaim: "kind",
    };
    expect(await client(ours).verifyOffline(access)).toMatchObject({ userId: "1" });
    expect(await client({ ...ours, issuer: "https://auth.example/" }).verifyOffline(access)).toBeNull();
    expect(await client({ ...ours, audience: "other" }).verifyOffline(access)).toBeNull();
    const { audience: _, ...unnamed } = ours;
    expect(await client(unnamed).verifyOffline(access)).toBeNull();
  });

  it("cannot see a sign-out before the token has expired, which user() sees", async () => {
    const server = await start(ES256);
    const { access, refresh } = await signUpForTokens(server);
    await signOut(server, refresh);
    expect(await client().verifyOffline(access)).toMatchObject({ userId: "1" });
    expect(await client().user({ authorization: `Bearer ${access}` })).toBeNull();
  });

  it("throws where Latchkey had to be asked and cannot be, and needs it every five minutes only", async () => {
    const server = await start({ ...ES256, ACCESS_TOKEN_LIFETIME: "1h" });
    const { access } = await signUpForTokens(server);
    const { verifyOffline } = client();
    target = null;
    await expect(verifyOffline(access)).rejects.toMatchObject({ name: "LatchkeyError", status: null });
    target = server;
    expect(await verifyOffline(access)).toMatchObject({ userId: "1" });
    target = null;
    advance(299);
    expect(await verifyOffline(access)).toMatchObject({ userId: "1" });
    advance(1);
    await expect(verifyOffline(access)).rejects.toMatchObject({ name: "LatchkeyError" });
  });

  it("refuses no valid token while keys rotate, and takes a withdrawn key five minutes longer at most", async () => {
    const next = ecPair("P-256");
    const both = { ...ES256, VERIFYING_KEY: PAIR.publicKey + next.publicKey, ACCESS_TOKEN_LIFETIME: "1h" };
    const { verifyOffline } = client();
    const { access: old } = await signUpForTokens(await start(both));
    expect(await verifyOffline(old)).not.toBeNull();
    await start({ ...both, SIGNING_KEY: next.privateKey });
    const { access } = await signUpForTokens(servers[1] ?? "");
    expect(await verifyOffline(access)).not.toBeNull();
    expect(await verifyOffline(old)).not.toBeNull();
    // Django's tokens name no key: each of the two is tried.
    expect(await verifyOffline(signed(access, next))).not.toBeNull();
    expect(await verifyOffline(signed(access, PAIR))).not.toBeNull();
    expect(await verifyOffline(signed(access, ecPair("P-256")))).toBeNull();
    expect(asked).toHaveLength(1);
    await start({ ALGORITHM: "ES256", SIGNING_KEY: next.privateKey });
    advance(300);
    expect(await verifyOffline(old)).toBeNull();
    expect(await verifyOffline(access)).not.toBeNull();
  });

  it("lets strangers cause no request a token by keys that they make up", async () => {
    const server = await start(ES256);
    const { access } = await signUpForTokens(server);
    const { verifyOffline } = client();
    for (let index = 0; index < 20; index++)
      expect(await verifyOffline(forged(access, { alg: "ES256", kid: `k${index}` }, () => "AA"))).toBeNull();
    expect(asked).toHaveLength(1);
  });
});

describe("with a secret, which only Latchkey has,", () => {
  it("asks it each time, and so sees a sign-out", async () => {
    const server = await start({});
    const { access, refresh } = await signUpForTokens(server);
    const { verifyOffline } = client();
    expect(await verifyOffline(access)).toEqual({ userId: "1", claims: decodeJwt(access) });
    // AUTH_TOKEN_CLASSES takes refresh tokens by default.
    expect(await verifyOffline(refresh)).toBeNull();
    expect(await verifyOffline(`${access}x`)).toBeNull();
    expect(await verifyOffline("")).toBeNull();
    await signOut(server, refresh);
    expect(await verifyOffline(access)).toBeNull();
    expect(asked.filter((path) => path === "/user/jwt_verify")).toHaveLength(5);
    target = null;
    await expect(verifyOffline(access)).rejects.toMatchObject({ name: "LatchkeyError" });
  });

  it("asks for issuer and audience all the same", async () => {
    const server = await start({ ISSUER: "https://auth.example", AUDIENCE: "app" });
    const { access } = await signUpForTokens(server);
    expect(
      await client({ issuer: "https://auth.example", audience: "app" }).verifyOffline(access),
    ).not.toBeNull();
    expect(
      await client({ issuer: "https://other.example", audience: "app" }).verifyOffline(access),
    ).toBeNull();
    expect(await client({ audience: "other" }).verifyOffline(access)).toBeNull();
    expect(await client().verifyOffline(access)).toBeNull();
  });

  it("takes the first tokens that are signed with a key pair instead", async () => {
    const { verifyOffline } = client();
    const { access: former } = await signUpForTokens(await start({}));
    expect(await verifyOffline(former)).not.toBeNull();
    const { access } = await signUpForTokens(await start(ES256));
    expect(await verifyOffline(access)).not.toBeNull();
    advance(300);
    expect(await verifyOffline(access)).toBeNull();
  });
});

test("the first tokens that are signed with a secret in place of a key pair are taken half a minute later", async () => {
  const { verifyOffline } = client();
  const { access: former } = await signUpForTokens(await start(ES256));
  expect(await verifyOffline(former)).not.toBeNull();
  advance(30);
  const { access } = await signUpForTokens(await start({}));
  expect(await verifyOffline(access)).toMatchObject({ userId: "2" });
  expect(await verifyOffline(former)).toBeNull();
});

test("what is no key set is Latchkey's failure, not the token's", async () => {
  const token = await new SignJWT({}).setProtectedHeader({ alg: "HS256" }).sign(Buffer.alloc(32));
  for (const body of ["<html></html>", '{"keys":1}', "[]"]) {
    vi.stubGlobal("fetch", () => Promise.resolve(new Response(body)));
    await expect(client().verifyOffline(token)).rejects.toMatchObject({ name: "LatchkeyError", status: 200 });
  }
});
