import { randomBytes } from "node:crypto";
import { describe, expect, it, test } from "vitest";
import { problemsOf, SECRET } from "@/lib/testing/settings";
import { weaknessOf } from "./weak_secret";

const INSECURE = "django-insecure-k#8v$(lu=^7x)w&z@q0!_+5m-*3#f%2n9d$bt6y1rj4hg0sce";

describe("what is never right in production ends the start there, and not in development", () => {
  it.each([
    [{ SECRET_KEY: "a".repeat(32) }, /^SECRET_KEY has fewer than 5 different characters: .*npm run keys/],
    [{ SECRET_KEY: INSECURE }, /^SECRET_KEY is a development key of a Django project/],
    [{ SECRET_KEY_FALLBACKS: `${SECRET},${"ab".repeat(20)}` }, /^SECRET_KEY_FALLBACKS has fewer than 5/],
    [{ SIGNING_KEY: "0123456789abcdef".repeat(2) }, /^SIGNING_KEY repeats a short text/],
    [{ PBKDF2_ITERATIONS: "1" }, /^PBKDF2_ITERATIONS=1 .* at least 10000/],
    [{ PBKDF2_ITERATIONS: "9999" }, /^PBKDF2_ITERATIONS=9999 /],
    [{ PASSWORD_HASHERS: "bcrypt_sha256", BCRYPT_ROUNDS: "7" }, /^BCRYPT_ROUNDS=7 .* at least 8/],
    [{ PASSWORD_VALIDATORS: "none" }, /^PASSWORD_VALIDATORS=none /],
    [{ PASSWORD_MIN_LENGTH: "1" }, /^PASSWORD_MIN_LENGTH=1 .* at least 6/],
    [{ PASSWORD_MIN_LENGTH: "5" }, /^PASSWORD_MIN_LENGTH=5 /],
  ])("%o", (environment, sentence) => {
    expect(problemsOf(environment)).toEqual([expect.stringMatching(sentence)]);
    expect(problemsOf({ ...environment, DEBUG: "true" })).toEqual([]);
  });

  it.each([
    { PBKDF2_ITERATIONS: "10000" },
    { PBKDF2_ITERATIONS: "1", PASSWORD_HASHERS: "argon2" },
    { PASSWORD_HASHERS: "bcrypt_sha256", BCRYPT_ROUNDS: "8" },
    { BCRYPT_ROUNDS: "4" },
    { PASSWORD_MIN_LENGTH: "6" },
    { PASSWORD_MIN_LENGTH: "1", PASSWORD_VALIDATORS: "common" },
    { SECRET_KEY_FALLBACKS: INSECURE },
  ])("%o is taken: warnings are for the rest", (environment) => {
    expect(problemsOf(environment)).toEqual([]);
  });
});

describe("what is never right anywhere ends every start", () => {
  it.each([
    [{ TRUSTED_PROXIES: "0.0.0.0/0" }, "TRUSTED_PROXIES must not list 0.0.0.0/0: "],
    [{ TRUSTED_PROXIES: "127.0.0.1, ::/0" }, "TRUSTED_PROXIES must not list ::/0: "],
    [{ TRUSTED_PROXIES: "0.0.0.0/1,128.0.0.0/1" }, "TRUSTED_PROXIES must not list 0.0.0.0/1: "],
    [{ TRUSTED_PROXIES: "::ffff:0:0/96" }, "TRUSTED_PROXIES must not list ::ffff:0:0/96: "],
    [{ TRUSTED_PROXIES: "0:0:0:0:0:ffff:0:0/97" }, "TRUSTED_PROXIES must not list "],
    [{ TRUSTED_PROXIES: "2000::/3" }, "TRUSTED_PROXIES must not list 2000::/3: "],
    [{ LEEWAY: "3650d" }, "LEEWAY must be at most 1h."],
    [{ REFRESH_GRACE_PERIOD: "3601" }, "REFRESH_GRACE_PERIOD must be at most 1h."],
  ])("%o", (environment, sentence) => {
    for (const DEBUG of ["true", "false"])
      expect(problemsOf({ ...environment, DEBUG })).toEqual([expect.stringContaining(sentence)]);
  });

  it.each(["10.0.0.0/8", "fc00::/7", "::ffff:10.0.0.0/104", "173.245.48.0/20", "2400:cb00::/32", "::1"])(
    "the proxies %s are taken",
    (TRUSTED_PROXIES) => {
      expect(problemsOf({ TRUSTED_PROXIES })).toEqual([]);
    },
  );
});

describe("a secret that can be guessed", () => {
  it.each([
    ["1".repeat(64), "has fewer than 5 different characters"],
    ["deadbeef".repeat(4), "repeats a short text"],
    ["correct horse battery!correct horse", null],
    [`${"hunter2 ".repeat(4)}hunter`, "repeats a short text"],
    ["abcdefghijklmnopqrstuvwxyz012345", "is a sequence of neighbouring characters"],
    ["ZYXWVUTSRQPONMLKJIHGFEDCBA9876543210", "is a sequence of neighbouring characters"],
    ["your-secret-key-change-in-production", "is the placeholder of an example"],
    ["please-change-me-please-it-is-urgent", "is the placeholder of an example"],
    ["claudex_default_secret_key_for_everything", "is the placeholder of an example"],
    ["a-string-secret-at-least-256-bits-long", "is the placeholder of an example"],
    [INSECURE, "is a development key of a Django project, which stands in its settings file"],
    [SECRET, null],
  ])("%s: %s", (secret, weakness) => {
    expect(weaknessOf(secret)).toBe(weakness);
  });

  test("is never a random one", () => {
    for (const encoding of ["hex", "base64", "base64url"] as const)
      for (let round = 0; round < 2000; round += 1)
        expect(weaknessOf(randomBytes(32).toString(encoding))).toBeNull();
  });
});
