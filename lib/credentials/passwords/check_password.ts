import { measured, topUp } from "./equal_time";
import { listedHasher, preferredHasher } from "./hashers/find";
import type { Hasher, MakingHasher, StoredHash } from "./hashers/hasher";
import { inHashingSlot } from "./hashing/gate";
import type { PasswordPolicy } from "./policy";

interface PasswordVerdict {
  readonly ok: boolean;
  /** Only beside `ok`: what is stored should be replaced by what `remakePassword` makes. */
  readonly mustUpdate: boolean;
}

const REFUSED: PasswordVerdict = { ok: false, mustUpdate: false };

/**
 * Whether a password is the one that was stored, in one time for every no: unknown user, unusable password, an
 * algorithm that is not listed, a malformed hash, a wrong password. For a user who may not sign in whatever the
 * password is, say an inactive one, pass null too.
 *
 * Source: django.contrib.auth.hashers.verify_password. Ours: a hash dearer than the policy is left as it is, and
 * a no takes one time across algorithms too.
 *
 * @param encoded the stored hash, or null where there is no such user
 * @throws HashingUnavailableError where too many hashes wait already, or whoever computes them has ended
 */
export async function checkPassword(
  password: string,
  encoded: string | null,
  policy: PasswordPolicy,
): Promise<PasswordVerdict> {
  const found = encoded === null ? null : read(encoded, policy);
  // A lone surrogate would be hashed as U+FFFD, and so be the twin of another password.
  if (encoded === null || found === null || !password.isWellFormed()) {
    await spendPasswordTime(password, policy);
    return REFUSED;
  }
  const { hasher, stored } = found;
  const preferred = preferredHasher(policy);
  return inHashingSlot([hasher.engine, preferred.engine], async () => {
    const job = { engine: hasher.engine, work: stored.work };
    const ok = await measured(job, () => stored.verify(password));
    if (ok) return { ok, mustUpdate: hasher !== preferred || isBelow(encoded, preferred, policy) };
    await topUp(job, preferred, policy);
    return REFUSED;
  });
}

/**
 * Takes the time of checking a wrong password.
 *
 * @throws HashingUnavailableError where too many hashes wait already, or whoever computes them has ended
 */
export async function spendPasswordTime(password: string, policy: PasswordPolicy): Promise<void> {
  const preferred = preferredHasher(policy);
  const job = { engine: preferred.engine, work: preferred.work(policy) };
  await inHashingSlot([preferred.engine], async () => {
    await measured(job, () => preferred.make(password, policy));
    await topUp(job, preferred, policy);
  });
}

function read(encoded: string, policy: PasswordPolicy): { hasher: Hasher; stored: StoredHash } | null {
  const hasher = listedHasher(encoded, policy);
  const stored = hasher?.parse(encoded);
  return hasher && stored ? { hasher, stored } : null;
}

function isBelow(encoded: string, preferred: MakingHasher, policy: PasswordPolicy): boolean {
  return preferred.parse(encoded)?.isBelow(policy) === true;
}
