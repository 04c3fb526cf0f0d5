import { scryptSync } from "node:crypto";
import { hashRawSync } from "@node-rs/argon2";
import { describe, expect, test } from "vitest";
import { checkPassword } from "./check_password";
import { MAX_ENCODED_LENGTH } from "./hashers/hasher";
import { makePassword, rehashPassword } from "./make_password";
import type { EncodingHasherName, PasswordPolicy } from "./policy";

const PASSWORD = "correct horse";
const NAMES: readonly EncodingHasherName[] = [
  "pbkdf2_sha256",
  "pbkdf2_sha1",
  "bcrypt_sha256",
  "argon2",
  "scrypt",
];
const policyOf = (first: EncodingHasherName): PasswordPolicy => ({
  hashers: [first, ...NAMES],
  pbkdf2Iterations: 1000,
  bcryptRounds: 4,
});

function scryptOf(N: number, r: number, p: number, salt = "abcdefghijklmnopqrstuv"): string {
  const key = scryptSync(PASSWORD, salt, 64, { N, r, p, maxmem: 2 ** 30 });
  return `scrypt$${N}$${salt}$${r}$${p}$${key.toString("base64")}`;
}

function argon2Of(hashBytes: number): string {
  const salt = Buffer.from("abcdefghijklmnopqrstuv");
  const options = { salt, memoryCost: 1024, timeCost: 2, parallelism: 8, outputLen: hashBytes };
  const hash = hashRawSync(PASSWORD, options);
  const unpadded = (bytes: Buffer) => bytes.toString("base64").replace(/=+$/, "");
  return `argon2$argon2id$v=19$m=1024,t=2,p=8$${unpadded(salt)}$${unpadded(hash)}`;
}

describe("the column that Django has for hashes holds", () => {
  test.each(NAMES)("what is made by %s", async (name) => {
    const encoded = await makePassword(PASSWORD, policyOf(name));
    expect(encoded.length).toBeLessThanOrEqual(MAX_ENCODED_LENGTH);
  });

  const upgraded = { "few passes of scrypt": scryptOf(2 ** 14, 8, 1), "a cheap argon2": argon2Of(32) };
  test.each(Object.entries(upgraded))("what an upgrade makes of %s", async (_, stored) => {
    const policy = policyOf(stored.startsWith("scrypt") ? "scrypt" : "argon2");
    expect(await checkPassword(PASSWORD, stored, policy)).toEqual({ ok: true, mustUpdate: true });
    const encoded = await rehashPassword(PASSWORD, stored, policy);
    expect(encoded.length).toBeLessThanOrEqual(MAX_ENCODED_LENGTH);
  });
});

describe("a sign-in succeeds, and nothing is upgraded to what the column does not hold,", () => {
  // Nowhere cheaper than stored, and with as many passes as Django makes, they would be longer than the column.
  const stored = { "many blocks of scrypt": scryptOf(2 ** 17, 8, 1, "short"), "a long argon2": argon2Of(45) };
  test.each(Object.entries(stored))("for %s", async (_, encoded) => {
    expect(encoded.length).toBeLessThanOrEqual(MAX_ENCODED_LENGTH);
    const policy = policyOf(encoded.startsWith("scrypt") ? "scrypt" : "argon2");
    expect(await checkPassword(PASSWORD, encoded, policy)).toEqual({ ok: true, mustUpdate: false });
    expect((await rehashPassword(PASSWORD, encoded, policy)).length).toBeGreaterThan(MAX_ENCODED_LENGTH);
  });
});
