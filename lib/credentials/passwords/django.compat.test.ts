import { describe, expect, it } from "vitest";
import { z } from "zod";
import { callDjango, isDjangoMissing } from "@/lib/testing/django/django";
import { checkPassword } from "./check_password";
import { isCommonPassword } from "./common_passwords";
import { listedHasher } from "./hashers/registry";
import { makePassword } from "./make_password";
import { canEncode, HASHERS, type HasherName, type PasswordPolicy } from "./policy";

/** Django's classes; the order is that of our names. */
const CLASSES: Readonly<Record<HasherName, string>> = {
  pbkdf2_sha256: "PBKDF2PasswordHasher",
  pbkdf2_sha1: "PBKDF2SHA1PasswordHasher",
  bcrypt_sha256: "BCryptSHA256PasswordHasher",
  bcrypt: "BCryptPasswordHasher",
  argon2: "Argon2PasswordHasher",
  scrypt: "ScryptPasswordHasher",
  md5: "MD5PasswordHasher",
  sha1: "SHA1PasswordHasher",
  unsalted_md5: "UnsaltedMD5PasswordHasher",
  unsalted_sha1: "UnsaltedSHA1PasswordHasher",
};
const PASSWORDS = ["1234", "correct horse battery staple", " 비밀번호 🔑 ", "x".repeat(73)];

describe.skipIf(isDjangoMissing)("a real Django", () => {
  const [version] = z.array(z.tuple([z.number(), z.number()])).parse(callDjango([["version"]]));
  const [major = 0, minor = 0] = version ?? [];
  const removed = major > 5 || (major === 5 && minor > 0) ? ["sha1", "unsalted_md5", "unsalted_sha1"] : [];
  // Django has scrypt since 4.0.
  const missing = major < 4 ? ["scrypt"] : removed;
  const hashers = HASHERS.filter((name) => !missing.includes(name));
  const settings = {
    PASSWORD_HASHERS: hashers.map((name) => `django.contrib.auth.hashers.${CLASSES[name]}`),
  };

  it.each(hashers.filter(canEncode))("takes hashes that we made: %s", async (hasher) => {
    const policy = { hashers: [hasher], pbkdf2Iterations: 1000, bcryptRounds: 4 };
    const hashes = await Promise.all(PASSWORDS.map((password) => makePassword(password, policy)));
    const right = PASSWORDS.map((password, at) => ["check_password", password, hashes[at]] as const);
    const wrong = PASSWORDS.map((password, at) => ["check_password", `${password}!`, hashes[at]] as const);
    expect(callDjango(right, settings)).toEqual(PASSWORDS.map(() => true));
    expect(callDjango(wrong, settings)).toEqual(PASSWORDS.map(() => false));
  });

  it.each(hashers)("makes hashes that we take: %s", async (hasher) => {
    const policy: PasswordPolicy = {
      hashers: ["pbkdf2_sha256", hasher],
      pbkdf2Iterations: 1000,
      bcryptRounds: 4,
    };
    // Its newer bcrypt raises where a password is longer than the 72 bytes that plain bcrypt takes.
    const passwords = PASSWORDS.filter((password) => hasher !== "bcrypt" || password.length <= 72);
    const calls = passwords.map((password) => ["make_password", password, hasher] as const);
    const hashes = z.array(z.string()).parse(callDjango(calls, settings));
    for (const [at, encoded] of hashes.entries()) {
      expect(listedHasher(encoded, policy)?.name).toBe(hasher);
      expect((await checkPassword(passwords[at] ?? "", encoded, policy)).ok).toBe(true);
      expect((await checkPassword(`${passwords[at]}!`, encoded, policy)).ok).toBe(false);
    }
  });

  it("knows no common password that we do not", () => {
    const [common] = z.array(z.array(z.string())).parse(callDjango([["common_passwords"]]));
    expect(common?.length).toBeGreaterThan(1_000);
    expect(common?.filter((password) => !isCommonPassword(password))).toEqual([]);
  });
});
