/** The hashers that can be listed, by the names that encoded hashes begin with. */
export const HASHERS = [
  "pbkdf2_sha256",
  "pbkdf2_sha1",
  "bcrypt_sha256",
  "bcrypt",
  "argon2",
  "scrypt",
  "md5",
] as const;
export type HasherName = (typeof HASHERS)[number];

/**
 * Those that new hashes are made with. Plain `bcrypt` cuts a password at 72 bytes and salted `md5` is no
 * protection at all: where they are listed they are only checked, and replaced at the next sign-in.
 */
export type EncodingHasherName = Exclude<HasherName, "bcrypt" | "md5">;

/** Django's PASSWORD_HASHERS with the two costs that projects change. */
export interface PasswordPolicy {
  /** The first makes new hashes; a hash of an algorithm that is not listed is unusable. */
  readonly hashers: readonly HasherName[];
  /** HMAC iterations, 1 to 100,000,000, for pbkdf2_sha256 and pbkdf2_sha1. */
  readonly pbkdf2Iterations: number;
  /** Base-2 logarithm of bcrypt's key expansions, 4 to 20. */
  readonly bcryptRounds: number;
}

/** Whether new hashes can be made with a hasher. */
export function canEncode(name: HasherName): name is EncodingHasherName {
  return name !== "bcrypt" && name !== "md5";
}

/**
 * The hasher that new hashes are made with.
 * @throws {RangeError} where the list is empty or begins with a hasher that is only checked; settings refuse such lists
 */
export function encodingHasherName({ hashers: [first] }: PasswordPolicy): EncodingHasherName {
  if (first === undefined || !canEncode(first)) {
    throw new RangeError(`No password hash can be made with ${first ?? "an empty list of hashers"}.`);
  }
  return first;
}
