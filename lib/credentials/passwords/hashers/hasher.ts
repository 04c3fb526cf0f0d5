import type { Hash, Requester } from "../hashing/compute";
import type { EncodingHasherName, HasherName, PasswordPolicy } from "../policy";

/** What the work of a hash is counted in; hashes of one engine compare without measuring anything. */
export type Engine = "pbkdf2_sha256" | "pbkdf2_sha1" | "bcrypt" | "argon2" | "scrypt" | "digest";

/** Characters that the column has (AbstractBaseUser.password): PostgreSQL refuses a longer hash. */
export const MAX_ENCODED_LENGTH = 128;

export interface Comparison {
  readonly hash: Hash;
  readonly expected: Uint8Array | string;
}

/** A parsed hash whose parameters are within the limits. */
export interface StoredHash {
  /** In units of its engine; the time of a check is proportional to it. */
  readonly work: number;
  /** The hash to compute of a password, and the result where it is the right one. */
  comparison(password: string): Comparison;
}

/** A stored hash of an algorithm that new hashes are made with too. */
interface UpgradableHash extends StoredHash {
  /**
   * Django's must_update, but never downwards: only where a part of the cost, or the salt, is below the policy, and what
   * {@link rehash} would make fits into {@link MAX_ENCODED_LENGTH}.
   */
  needsUpgrade(policy: PasswordPolicy): boolean;
  /** A new hash in which no parameter is below this one or the policy. */
  rehash(password: string, policy: PasswordPolicy, requester?: Requester): Promise<string>;
}

export interface Hasher<Stored extends StoredHash = StoredHash> {
  readonly name: HasherName;
  readonly engine: Engine;
  /** Parses an encoded hash, with its name in front. @returns null where it is malformed or above the limits */
  parse(encoded: string): Stored | null;
}

export interface EncodingHasher extends Hasher<UpgradableHash> {
  readonly name: EncodingHasherName;
  make(password: string, policy: PasswordPolicy, requester?: Requester): Promise<string>;
  /** The work of a hash that `make` makes. */
  work(policy: PasswordPolicy): number;
  /** Hashes of about `work` units, computed only for their time; none for less than the engine's smallest step. */
  dummyHashes(work: number): readonly Hash[];
}
