import { computeHash, type Requester } from "../hashing/compute";
import type { PasswordPolicy } from "../policy";
import { isShortSalt, newSalt } from "../random_string";
import { fromBase64 } from "./base64";
import type { EncodingHasher } from "./hasher";

/** Half a minute. Stored hashes above it count as malformed. */
const MAX_ITERATIONS = 100_000_000;
const KEY_BYTES = { sha256: 32, sha1: 20 } as const;
const PARTS = /^(pbkdf2_sha256|pbkdf2_sha1)\$([1-9]\d{0,8})\$([^$]+)\$([A-Za-z0-9+/]+=*)$/;

/** Source: django.contrib.auth.hashers.PBKDF2PasswordHasher. */
export const pbkdf2Sha256 = pbkdf2Hasher("pbkdf2_sha256", "sha256");
/** Source: django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher. */
export const pbkdf2Sha1 = pbkdf2Hasher("pbkdf2_sha1", "sha1");

/** `name$iterations$salt$base64`, the work counted in iterations. */
function pbkdf2Hasher(name: "pbkdf2_sha256" | "pbkdf2_sha1", digest: "sha256" | "sha1"): EncodingHasher {
  function hashOf(password: string, salt: string, iterations: number) {
    return {
      name: "pbkdf2",
      task: { password, salt, iterations, bytes: KEY_BYTES[digest], digest },
    } as const;
  }

  async function encode(password: string, iterations: number, requester?: Requester): Promise<string> {
    const salt = newSalt();
    const { name: kind, task } = hashOf(password, salt, iterations);
    const key = Buffer.from(await computeHash(kind, task, requester));
    return `${name}$${iterations}$${salt}$${key.toString("base64")}`;
  }

  function parse(encoded: string) {
    const [, algorithm, count, salt, keyText] = PARTS.exec(encoded) ?? [];
    const iterations = Number(count);
    const expected = fromBase64(keyText);
    if (algorithm !== name || salt === undefined || expected === null) return null;
    if (iterations > MAX_ITERATIONS) return null;
    return {
      work: iterations,
      comparison: (password: string) => ({ hash: hashOf(password, salt, iterations), expected }),
      needsUpgrade: (policy: PasswordPolicy) => iterations < policy.pbkdf2Iterations || isShortSalt(salt),
      rehash: (password: string, policy: PasswordPolicy, requester?: Requester) =>
        encode(password, Math.max(iterations, policy.pbkdf2Iterations), requester),
    };
  }

  return {
    name,
    engine: name,
    parse,
    make: (password, policy, requester) => encode(password, policy.pbkdf2Iterations, requester),
    work: (policy) => policy.pbkdf2Iterations,
    dummyHashes: (work) => (work >= 1 ? [hashOf("", "", Math.round(work))] : []),
  };
}
