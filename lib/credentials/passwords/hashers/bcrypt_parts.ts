const PARTS = /^(bcrypt|bcrypt_sha256)\$((\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{22})[./A-Za-z0-9]{31})$/;

/** bcrypt refuses less. */
export const MIN_ROUNDS = 4;
/** A minute and a half in JavaScript. Stored hashes above it count as malformed. */
const MAX_ROUNDS = 20;

interface BcryptParts {
  /** As bcrypt itself writes it: `$2b$12$`, 22 characters of salt, 31 of hash. */
  readonly hash: string;
  readonly salt: string;
  readonly rounds: number;
}

/** Reads `name$` and what bcrypt wrote. Source: django.contrib.auth.hashers.BCryptSHA256PasswordHasher.decode. */
export function bcryptParts(name: "bcrypt" | "bcrypt_sha256", encoded: string): BcryptParts | null {
  const [, algorithm, hash, salt, twoDigits] = PARTS.exec(encoded) ?? [];
  const rounds = Number(twoDigits);
  if (algorithm !== name || hash === undefined || salt === undefined) return null;
  return rounds >= MIN_ROUNDS && rounds <= MAX_ROUNDS ? { hash, salt, rounds } : null;
}
