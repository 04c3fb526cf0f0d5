/** The algorithms that can be listed, under the names that stand in front of an encoded hash. */
export type HasherName =
  | "pbkdf2_sha256"
  | "pbkdf2_sha1"
  | "bcrypt_sha256"
  | "bcrypt"
  | "argon2"
  | "scrypt"
  | "md5";

/**
 * Those that new hashes are made with. Plain `bcrypt` cuts a password at 72 bytes and salted `md5` is no
 * protection at all, so both are checked where they are listed, and replaced at that sign-in.
 */
export type MakingHasherName = Exclude<HasherName, "bcrypt" | "md5">;

/** Django's PASSWORD_HASHERS with the two costs that projects change. */
export interface PasswordPolicy {
  /** The first makes new hashes; a hash of an algorithm that is not listed is unusable. */
  readonly hashers: readonly HasherName[];
  /** HMAC iterations, 1 to 100,000,000, for pbkdf2_sha256 and pbkdf2_sha1. */
  readonly pbkdf2Iterations: number;
  /** Base-2 logarithm of bcrypt's key expansions, 4 to 20. */
  readonly bcryptRounds: number;
}

/**
 * The hasher that new hashes are made with.
 *
 * @throws {RangeError} where the list is empty or begins with one that is only checked; settings refuse that
 * at the start.
 */
export function makingHasherName(policy: PasswordPolicy): MakingHasherName {
  const [first] = policy.hashers;
  if (first === undefined || first === "bcrypt" || first === "md5") {
    throw new RangeError(`No password hash can be made with ${first ?? "an empty list of hashers"}.`);
  }
  return first;
}
