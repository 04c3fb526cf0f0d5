import { createHash } from "node:crypto";
import { computeHash, type Hash, type Requester } from "../hashing/compute";
import type { PasswordPolicy } from "../policy";
import { bcryptParts, MIN_ROUNDS } from "./bcrypt_parts";
import type { EncodingHasher } from "./hasher";

/**
 * `bcrypt_sha256$$2b$12$…`: bcrypt of the password's SHA-256 in hexadecimal, 64 bytes, so that nothing is cut.
 * The work is counted in key expansions, 2 to the power of the rounds.
 * Source: django.contrib.auth.hashers.BCryptSHA256PasswordHasher.
 */
export const bcryptSha256: EncodingHasher = {
  name: "bcrypt_sha256",
  engine: "bcrypt",
  parse(encoded) {
    const parts = bcryptParts("bcrypt_sha256", encoded);
    if (parts === null) return null;
    const { hash, salt, rounds } = parts;
    return {
      work: 2 ** rounds,
      comparison: (password: string) => ({
        hash: { name: "bcrypt", task: { password: sha256(password), salt } },
        expected: hash,
      }),
      needsUpgrade: (policy: PasswordPolicy) => rounds < policy.bcryptRounds,
      rehash: (password: string, policy: PasswordPolicy, requester?: Requester) =>
        encode(password, Math.max(rounds, policy.bcryptRounds), requester),
    };
  },
  make: (password, policy, requester) => encode(password, policy.bcryptRounds, requester),
  work: (policy) => 2 ** policy.bcryptRounds,
  dummyHashes,
};

async function encode(password: string, rounds: number, requester?: Requester): Promise<string> {
  return `bcrypt_sha256$${await computeHash("bcrypt", { password: sha256(password), salt: rounds }, requester)}`;
}

function sha256(password: string): string {
  return createHash("sha256").update(password, "utf8").digest("hex");
}

/** Each round doubles the work, so the binary digits of an amount are the rounds that sum up to it. */
function dummyHashes(work: number): Hash[] {
  const hashes: Hash[] = [];
  for (let left = work; left >= 2 ** MIN_ROUNDS; ) {
    const rounds = Math.floor(Math.log2(left));
    hashes.push({ name: "bcrypt", task: { password: "", salt: rounds } });
    left -= 2 ** rounds;
  }
  return hashes;
}
