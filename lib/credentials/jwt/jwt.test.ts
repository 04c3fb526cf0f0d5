import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decodeToken } from "./decode";
import { encodeToken } from "./encode";
import { importKeys } from "./keys";
import { checkTokenClass, type TokenClass } from "./token_class";

interface Verdict {
  verdict: "valid" | "invalid" | "http500";
  message?: string;
  payload?: Record<string, unknown>;
}
interface Vector {
  id: string;
  settings: string;
  kind: "access" | "refresh" | "sliding" | "untyped";
  now: number;
  token: string;
  new: Verdict;
}
interface Peer {
  ALGORITHM: string;
  SIGNING_KEY: string;
  VERIFYING_KEY?: string;
  AUDIENCE?: string | string[];
  ISSUER?: string;
  LEEWAY?: number;
  JTI_CLAIM?: string | null;
  TOKEN_TYPE_CLAIM?: string | null;
}

const fixture: { settings_table: Record<string, Peer>; vectors: Vector[]; default_now: number } = JSON.parse(
  readFileSync("lib/credentials/jwt/fixtures/jwts.json", "utf8"),
);
const CLASSES = {
  access: "AccessToken",
  refresh: "RefreshToken",
  sliding: "SlidingToken",
  untyped: "UntypedToken",
} as const;
const TEXTS: Record<string, string> = {
  token_invalid: "Token is invalid",
  token_expired: "Token is expired",
  token_no_exp: "Token has no 'exp' claim",
  token_no_id: "Token has no id",
  token_no_type: "Token has no type",
  token_wrong_type: "Token has wrong type",
};

/** Where we answer otherwise than simplejwt on purpose: it answers 500 there. */
const STRICTER: Record<string, string> = { "made/exp_string_future": "Token is invalid" };

async function verdict(token: string, peer: Peer, tokenClass: TokenClass, now: number) {
  const hs = peer.ALGORITHM.startsWith("HS");
  const keys = await importKeys({
    algorithm: peer.ALGORITHM,
    signingKey: peer.SIGNING_KEY,
    verifyingKeys: [hs ? peer.SIGNING_KEY : (peer.VERIFYING_KEY ?? peer.SIGNING_KEY)],
    jwkUrl: null,
  });
  const rules = {
    keys,
    audience: peer.AUDIENCE ?? null,
    issuer: peer.ISSUER ?? null,
    leeway: peer.LEEWAY ?? 0,
  };
  const decoded = await decodeToken(token, rules, now);
  if (!decoded.ok) return { message: TEXTS[decoded.problem] };
  const names = {
    typeClaim: peer.TOKEN_TYPE_CLAIM === undefined ? "token_type" : peer.TOKEN_TYPE_CLAIM,
    jtiClaim: peer.JTI_CLAIM === undefined ? "jti" : peer.JTI_CLAIM,
  };
  const problem = checkTokenClass(decoded.claims, tokenClass, names);
  return problem ? { message: TEXTS[problem] } : { payload: decoded.claims };
}

describe("tokens made by simplejwt and by hand get simplejwt's verdict", () => {
  it.each(fixture.vectors)("$id", async (vector) => {
    const peer = fixture.settings_table[vector.settings] as Peer;
    const answer = await verdict(vector.token, peer, CLASSES[vector.kind], vector.now ?? fixture.default_now);
    const expected = vector.new.payload
      ? { payload: vector.new.payload }
      : { message: STRICTER[vector.id] ?? vector.new.message };
    expect(answer).toEqual(expected);
  });
});

const keys = await importKeys({
  algorithm: "HS256",
  signingKey: "k".repeat(32),
  verifyingKeys: ["k".repeat(32)],
  jwkUrl: null,
});

describe("what PyJWT would take and we do not", () => {
  const rules = { keys, audience: null, issuer: null, leeway: 0 };
  const base = { token_type: "access", exp: 2000, iat: 1000, jti: "a", user_id: "1" };
  it.each([
    ["exp beyond year 9999", { exp: 1e18 }],
    ["an iat before 1970", { iat: -1 }],
    ["exp as null", { exp: null }],
    ["iat in the future", { iat: 1501 }],
    ["nbf in the future", { nbf: 1501 }],
    ["a jti that is a number", { jti: 5 }],
  ])("%s", async (_, change) => {
    const token = await encodeToken({ ...base, ...change }, keys);
    expect(await decodeToken(token, rules, 1500)).toEqual({ ok: false, problem: "token_invalid" });
  });

  it.each([
    ["a jti with NUL", { jti: "a\0" }],
    ["a jti of 256 characters", { jti: "a".repeat(256) }],
    ["a family's name with NUL", { sid: "a\0" }],
    ["a family's name of 256 characters", { sid: "a".repeat(256) }],
  ])("%s, which no database can keep", (_, change) => {
    const names = { typeClaim: "token_type", jtiClaim: "jti" };
    expect(checkTokenClass({ ...base, ...change }, "AccessToken", names)).toBe("token_invalid");
    const longest = Object.fromEntries(Object.keys(change).map((name) => [name, "a".repeat(255)]));
    expect(checkTokenClass({ ...base, ...longest }, "AccessToken", names)).toBeNull();
  });

  it("is good one second before exp and expired exactly at it", async () => {
    const token = await encodeToken(base, keys);
    expect(await decodeToken(token, rules, 1999)).toMatchObject({ ok: true });
    expect(await decodeToken(token, rules, 2000)).toEqual({ ok: false, problem: "token_expired" });
  });

  it("refuses a token over 8 KiB before looking at it", async () => {
    const token = await encodeToken({ ...base, pad: "x".repeat(8192) }, keys);
    expect(await decodeToken(token, rules, 1500)).toEqual({ ok: false, problem: "token_invalid" });
  });

  it("writes simplejwt's header and keeps the order of claims", async () => {
    const [header, payload] = (await encodeToken(base, keys))
      .split(".")
      .map((part) => Buffer.from(part, "base64url").toString());
    expect(header).toBe('{"alg":"HS256","typ":"JWT"}');
    expect(payload).toBe(JSON.stringify(base));
  });
});
