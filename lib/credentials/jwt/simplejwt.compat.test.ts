import { describe, expect, it } from "vitest";
import { z } from "zod";
import { callDjango, isDjangoMissing } from "@/lib/testing/django/django";
import { ecPair, rsaPair } from "@/lib/testing/keys";
import { SECRET } from "@/lib/testing/settings";
import { decodeToken } from "./decode";
import { encodeToken } from "./encode";
import { importKeys } from "./keys";
import { checkTokenClass, TOKEN_TYPES } from "./token_class";

const CLASSES = ["AccessToken", "RefreshToken"] as const;
const NAMES = { typeClaim: "token_type", jtiClaim: "jti" };
const LIFETIME_SECONDS = 300;

const secret = { privateKey: SECRET, publicKey: SECRET };
const algorithms = [
  { algorithm: "HS256", pair: secret },
  { algorithm: "HS512", pair: secret },
  { algorithm: "RS256", pair: rsaPair() },
  { algorithm: "ES256", pair: ecPair("P-256") },
  { algorithm: "ES384", pair: ecPair("P-384") },
];

describe.skipIf(isDjangoMissing).each(algorithms)("a real simplejwt, $algorithm", ({ algorithm, pair }) => {
  const SIMPLE_JWT = {
    ALGORITHM: algorithm,
    SIGNING_KEY: pair.privateKey,
    VERIFYING_KEY: algorithm.startsWith("HS") ? "" : pair.publicKey,
    ISSUER: "https://issuer.example",
    AUDIENCE: "somebody",
  };
  const source = {
    algorithm,
    signingKey: pair.privateKey,
    verifyingKeys: [pair.publicKey],
    jwkUrl: null,
  };
  const now = Math.floor(Date.now() / 1000);
  const registered = { iss: "https://issuer.example", aud: "somebody" };

  it("takes tokens that we made, each as its own class only", async () => {
    const keys = await importKeys(source);
    for (const tokenClass of CLASSES) {
      const claims = {
        token_type: TOKEN_TYPES[tokenClass],
        exp: now + LIFETIME_SECONDS,
        iat: now,
        jti: "0123456789abcdef0123456789abcdef",
        user_id: "1",
        ...registered,
      };
      const token = await encodeToken(claims, keys);
      const expired = await encodeToken({ ...claims, exp: now - 1 }, keys);
      const calls = [...CLASSES.map((name) => [name, token] as const), [tokenClass, expired] as const];
      const [asAccess, asRefresh, expiredOne] = callDjango(
        calls.map((args) => ["decode_token", ...args] as const),
        { SIMPLE_JWT },
      );
      const [own, other] = tokenClass === "AccessToken" ? [asAccess, asRefresh] : [asRefresh, asAccess];
      expect(own).toEqual(claims);
      expect(other).toBe("Token has wrong type");
      expect(expiredOne).toMatch(/^Token is (invalid or )?expired$/);
    }
  });

  it("takes times with a fraction and ends them where we do", async () => {
    const keys = await importKeys(source);
    const rules = { keys, audience: registered.aud, issuer: registered.iss, leeway: 0 };
    const base = {
      token_type: "access",
      exp: now + 300,
      iat: now,
      jti: "0".repeat(32),
      user_id: "1",
      ...registered,
    };
    const changes = [
      { exp: now + 300.5 },
      { iat: now - 0.5 },
      { nbf: now - 0.5 },
      { exp: now - 0.5 },
      { nbf: now + 60.5 },
    ];
    const tokens = await Promise.all(changes.map((change) => encodeToken({ ...base, ...change }, keys)));
    const theirs = callDjango(
      tokens.map((token) => ["decode_token", "AccessToken", token] as const),
      { SIMPLE_JWT },
    );
    const ours = await Promise.all(tokens.map((token) => decodeToken(token, rules, Date.now() / 1000)));
    expect(ours.map(({ ok }) => ok)).toEqual([true, true, true, false, false]);
    expect(theirs.map((answer) => typeof answer === "object")).toEqual(ours.map(({ ok }) => ok));
  });

  it("makes tokens that we take, each as its own class only", async () => {
    const rules = {
      keys: await importKeys(source),
      audience: registered.aud,
      issuer: registered.iss,
      leeway: 0,
    };
    const [made] = z
      .array(z.record(z.enum(CLASSES), z.string()))
      .parse(callDjango([["make_tokens", { user_id: "1" }]], { SIMPLE_JWT }));
    for (const tokenClass of CLASSES) {
      const decoded = await decodeToken(made?.[tokenClass] ?? "", rules, Date.now() / 1000);
      if (!decoded.ok) throw new Error(decoded.problem);
      expect(decoded.claims).toMatchObject({ user_id: "1", ...registered });
      for (const name of CLASSES) {
        const problem = name === tokenClass ? null : "token_wrong_type";
        expect(checkTokenClass(decoded.claims, name, NAMES)).toBe(problem);
      }
    }
  });
});
