/** Those that new hashes are made with, by the names that encoded hashes begin with. */
const ENCODING = ["pbkdf2_sha256", "pbkdf2_sha1", "bcrypt_sha256", "argon2", "scrypt"] as const;
export type EncodingHasherName = (typeof ENCODING)[number];

/** What is no protection at all, but left in the databases of old projects. */
export const WEAK_HASHERS = ["md5", "sha1", "unsalted_md5", "unsalted_sha1"] as const;

/**
 * The hashers that can be listed, by Django's names. Those that make no new hashes are only checked, and their hashes replaced
 * at the next sign-in: the weak ones, and plain `bcrypt`, which cuts a password at 72 bytes.
 */
export const HASHERS = [...ENCODING, "bcrypt", ...WEAK_HASHERS] as const;
export type HasherName = (typeof HASHERS)[number];

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
  return (ENCODING as readonly HasherName[]).includes(name);
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
