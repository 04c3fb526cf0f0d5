import { preferredHasher } from "./hashers/registry";
import type { Requester } from "./hashing/compute";
import type { PasswordPolicy } from "./policy";
import { randomString } from "./random_string";

/** Django's UNUSABLE_PASSWORD_SUFFIX_LENGTH. */
const UNUSABLE_SUFFIX_LENGTH = 40;

/**
 * Encodes a password with the policy's first hasher and a fresh salt. The length of the password is the
 * caller's to limit. Source: django.contrib.auth.hashers.make_password.
 *
 * @param requester who waits for it; a command has none
 * @throws HashingUnavailableError where too many hashes are queued, or the process that computes them has ended
 * @throws HashCancelledError where the requester is gone
 * @throws {TypeError} for a lone surrogate, which UTF-8 cannot write: two such passwords would have one hash
 */
export async function makePassword(
  password: string,
  policy: PasswordPolicy,
  requester?: Requester,
): Promise<string> {
  requireWellFormed(password);
  return preferredHasher(policy).make(password, policy, requester);
}

/**
 * The hash to store in place of `encoded`, after a correct sign-in that said `mustUpdate`: of the preferred
 * algorithm, and where that is the stored one too, with no parameter below what is stored.
 *
 * @throws HashingUnavailableError where too many hashes are queued, or the process that computes them has ended; the sign-in
 * can go on without
 * @throws HashCancelledError where the requester is gone
 * @throws {TypeError} for a lone surrogate
 */
export async function rehashPassword(
  password: string,
  encoded: string,
  policy: PasswordPolicy,
  requester?: Requester,
): Promise<string> {
  requireWellFormed(password);
  const preferred = preferredHasher(policy);
  const stored = preferred.parse(encoded);
  return stored?.rehash(password, policy, requester) ?? preferred.make(password, policy, requester);
}

/** A hash that no password matches; random, as Django makes it. Source: make_password(None). */
export function makeUnusablePassword(): string {
  return `!${randomString(UNUSABLE_SUFFIX_LENGTH)}`;
}

function requireWellFormed(password: string): void {
  if (!password.isWellFormed()) throw new TypeError("A password may not hold a lone surrogate.");
}
