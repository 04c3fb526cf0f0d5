import { type Job, remainingWork, remember } from "./equal_time";
import { listedHasher, preferredHasher } from "./hashers/find";
import type { Hasher, MakingHasher, StoredHash } from "./hashers/hasher";
import { computeHash, type Hash } from "./hashing/compute";
import type { PasswordPolicy } from "./policy";

interface PasswordVerdict {
  readonly ok: boolean;
  /** Only beside `ok`: what is stored should be replaced by what `rehashPassword` makes. */
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
  const preferred = preferredHasher(policy);
  // A lone surrogate would be hashed as U+FFFD, and so be the twin of another password.
  const found = encoded !== null && password.isWellFormed() ? read(encoded, policy) : null;
  const question = found === null ? unanswerable(preferred, policy) : questionOf(found, password);
  const ok = await isAnswered(question, preferred, policy);
  return ok && encoded !== null ? { ok, mustUpdate: isOutdated(encoded, preferred, policy) } : REFUSED;
}

/** Hashes, the last of which is to be the expected one. */
interface Question {
  readonly job: Job;
  readonly hashes: readonly Hash[];
  readonly expected: Uint8Array | string | null;
}

function questionOf({ hasher, stored }: Found, password: string): Question {
  const { hash, expected } = stored.comparison(password);
  return { job: { engine: hasher.engine, work: stored.work }, hashes: [hash], expected };
}

/** Costs what a hash of today's costs. */
function unanswerable(preferred: MakingHasher, policy: PasswordPolicy): Question {
  const work = preferred.work(policy);
  return { job: { engine: preferred.engine, work }, hashes: preferred.dummyHashes(work), expected: null };
}

/** A no takes what every no takes. */
async function isAnswered(
  { job, ...question }: Question,
  preferred: MakingHasher,
  policy: PasswordPolicy,
): Promise<boolean> {
  const rest = remainingWork(job, preferred, policy);
  const { matches, ms } = await computeHash("check", {
    ...question,
    otherwise: preferred.dummyHashes(rest ?? 0),
    withArgon2: [job.engine, preferred.engine].includes("argon2"),
  });
  remember(job, ms);
  if (!matches && rest === null) await learn(job, preferred, policy);
  return matches;
}

/** Spends the rest of a no behind the first job of its kind, whose time was not known before. */
async function learn(job: Job, preferred: MakingHasher, policy: PasswordPolicy): Promise<void> {
  const whole = { engine: preferred.engine, work: preferred.work(policy) };
  const rest = remainingWork(job, preferred, policy) ?? whole.work;
  const hashes = preferred.dummyHashes(rest);
  const withArgon2 = preferred.engine === "argon2";
  const { ms } = await computeHash("check", { hashes, expected: null, otherwise: [], withArgon2 });
  if (rest === whole.work) remember(whole, ms);
}

interface Found {
  readonly hasher: Hasher;
  readonly stored: StoredHash;
}

function read(encoded: string, policy: PasswordPolicy): Found | null {
  const hasher = listedHasher(encoded, policy);
  const stored = hasher?.parse(encoded);
  return hasher && stored ? { hasher, stored } : null;
}

/** Where the preferred hasher cannot read it, another one made it. */
function isOutdated(encoded: string, preferred: MakingHasher, policy: PasswordPolicy): boolean {
  return preferred.parse(encoded)?.needsUpgrade(policy) ?? true;
}
