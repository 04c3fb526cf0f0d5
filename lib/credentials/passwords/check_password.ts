import { recordDuration, remainingWork, type Workload } from "./equal_time";
import type { EncodingHasher, Hasher, StoredHash } from "./hashers/hasher";
import { listedHasher, preferredHasher } from "./hashers/registry";
import { computeHash, type Hash, type Requester } from "./hashing/compute";
import type { PasswordPolicy } from "./policy";

interface PasswordVerdict {
  readonly ok: boolean;
  /** Only beside `ok`: the stored hash should be replaced by what `rehashPassword` makes. */
  readonly mustUpdate: boolean;
}

const REFUSED: PasswordVerdict = { ok: false, mustUpdate: false };

/**
 * Whether a password is the stored one. Every refusal takes the same time: unknown user, unusable password, algorithm
 * that is not listed, malformed hash, wrong password. For a user who may not sign in whatever the password is, an
 * inactive one for instance, pass null too.
 *
 * Source: django.contrib.auth.hashers.verify_password. Unlike Django, a hash that costs more than the policy is left as
 * it is, and refusals take the same time across algorithms.
 *
 * @param encoded the stored hash, or null where there is no such user
 * @param requester who waits for the answer; a command has none
 * @throws HashCancelledError where the requester is gone
 * @throws HashingUnavailableError where too many hashes are queued, or the process that computes them has ended
 */
export async function checkPassword(
  password: string,
  encoded: string | null,
  policy: PasswordPolicy,
  requester?: Requester,
): Promise<PasswordVerdict> {
  const preferred = preferredHasher(policy);
  // UTF-8 writes a lone surrogate as U+FFFD, so that two different passwords would have one hash.
  const parsed = encoded !== null && password.isWellFormed() ? parseListed(encoded, policy) : null;
  const check = parsed === null ? dummyCheck(preferred, policy) : checkOf(parsed, password);
  const ok = await matchesInEqualTime(check, { preferred, policy, requester });
  return ok && encoded !== null ? { ok, mustUpdate: needsUpgrade(encoded, preferred, policy) } : REFUSED;
}

interface Parsed {
  readonly hasher: Hasher;
  readonly stored: StoredHash;
}

function parseListed(encoded: string, policy: PasswordPolicy): Parsed | null {
  const hasher = listedHasher(encoded, policy);
  const stored = hasher?.parse(encoded);
  return hasher && stored ? { hasher, stored } : null;
}

/** Hashes to compute; the last one is compared with the expected one. */
interface HashCheck {
  readonly workload: Workload;
  readonly hashes: readonly Hash[];
  /** Null where nothing matches. */
  readonly expected: Uint8Array | string | null;
}

function checkOf({ hasher, stored }: Parsed, password: string): HashCheck {
  const { hash, expected } = stored.comparison(password);
  return { workload: { engine: hasher.engine, work: stored.work }, hashes: [hash], expected };
}

/** Costs what a new hash costs, and matches nothing. */
function dummyCheck(preferred: EncodingHasher, policy: PasswordPolicy): HashCheck {
  const work = preferred.work(policy);
  const workload = { engine: preferred.engine, work };
  return { workload, hashes: preferred.dummyHashes(work), expected: null };
}

interface Checking {
  readonly preferred: EncodingHasher;
  readonly policy: PasswordPolicy;
  readonly requester: Requester | undefined;
}

/** Where nothing matches, dummy hashes fill the time up to what every refusal takes. */
async function matchesInEqualTime(
  { workload, hashes, expected }: HashCheck,
  checking: Checking,
): Promise<boolean> {
  const { preferred, policy, requester } = checking;
  const remaining = remainingWork(workload, preferred, policy);
  const onMismatch = preferred.dummyHashes(remaining ?? 0);
  const usesArgon2 = [workload.engine, preferred.engine].includes("argon2");
  const check = { hashes, expected, onMismatch, usesArgon2 };
  const { matches, ms } = await computeHash("check", check, requester);
  recordDuration(workload, ms);
  if (!matches && remaining === null) await calibrate(workload, checking);
  return matches;
}

/** Fills the time of a refusal after the first check of a workload, before which its duration was not known. */
async function calibrate(workload: Workload, { preferred, policy, requester }: Checking): Promise<void> {
  const newHash = { engine: preferred.engine, work: preferred.work(policy) };
  const remaining = remainingWork(workload, preferred, policy) ?? newHash.work;
  const hashes = preferred.dummyHashes(remaining);
  const usesArgon2 = preferred.engine === "argon2";
  const check = { hashes, expected: null, onMismatch: [], usesArgon2 };
  const { ms } = await computeHash("check", check, requester);
  if (remaining === newHash.work) recordDuration(newHash, ms);
}

/** A hash that the preferred hasher cannot parse was made by another one. */
function needsUpgrade(encoded: string, preferred: EncodingHasher, policy: PasswordPolicy): boolean {
  return preferred.parse(encoded)?.needsUpgrade(policy) ?? true;
}
