import type { RawSettings } from "./definitions";
import { isDjangoInsecure, weaknessOf } from "./weak_secret";

/** Fewer can be tried by the thousands a second (NIST SP 800-63B, 2017, 5.1.1.2, demanded 10,000). */
const MIN_PBKDF2_ITERATIONS = 10_000;
const MIN_BCRYPT_ROUNDS = 8;
/** characters */
const MIN_PASSWORD_LENGTH = 6;

/** A sentence for each setting that is valid, but never right in production: with DEBUG=false the start ends then. */
export function productionProblems({ general, jwt, passwords }: RawSettings): string[] {
  if (general.debug) return [];
  return [
    ...secretProblem("SECRET_KEY", general.secretKey),
    ...general.secretKeyFallbacks
      .filter((key) => !isDjangoInsecure(key))
      .flatMap((key) => secretProblem("SECRET_KEY_FALLBACKS", key)),
    ...(jwt.algorithm.startsWith("HS") ? secretProblem("SIGNING_KEY", jwt.signingKey) : []),
    ...passwordProblems(passwords),
  ];
}

function secretProblem(name: string, secret: string | undefined): string[] {
  const weakness = secret === undefined ? null : weaknessOf(secret);
  if (weakness === null) return [];
  return [
    `${name} ${weakness}: with DEBUG=false it must be random. \`npm run keys\` makes one, and says how to change to it.`,
  ];
}

function passwordProblems({
  hashers: [first],
  pbkdf2Iterations,
  bcryptRounds,
  validators,
  minLength,
}: RawSettings["passwords"]): string[] {
  return [
    ...(first?.startsWith("pbkdf2") && pbkdf2Iterations < MIN_PBKDF2_ITERATIONS
      ? [
          `PBKDF2_ITERATIONS=${pbkdf2Iterations} makes hashes that give passwords away: with DEBUG=false it must be at least ${MIN_PBKDF2_ITERATIONS}, better 1000000.`,
        ]
      : []),
    ...(first?.startsWith("bcrypt") && bcryptRounds < MIN_BCRYPT_ROUNDS
      ? [
          `BCRYPT_ROUNDS=${bcryptRounds} makes hashes that give passwords away: with DEBUG=false it must be at least ${MIN_BCRYPT_ROUNDS}, better 12.`,
        ]
      : []),
    ...(validators.length === 0
      ? [
          "PASSWORD_VALIDATORS=none accepts any password, and is for development: unset it, or set DEBUG=true.",
        ]
      : []),
    ...(validators.includes("min_length") && minLength < MIN_PASSWORD_LENGTH
      ? [
          `PASSWORD_MIN_LENGTH=${minLength} accepts passwords that are guessed at once: with DEBUG=false it must be at least ${MIN_PASSWORD_LENGTH}, better 8 or more.`,
        ]
      : []),
  ];
}
