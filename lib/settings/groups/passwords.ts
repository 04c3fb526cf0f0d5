import { breachedListProblem } from "@/lib/credentials/passwords/breached_passwords";
import { canEncode, HASHERS, WEAK_HASHERS } from "@/lib/credentials/passwords/policy";
import { VALIDATORS } from "@/lib/credentials/passwords/validators";
import { setting } from "../definition";
import {
  boolean,
  integer,
  listOf,
  oneOf,
  orNone,
  type Reader,
  refine,
  text,
  wholeDuration,
} from "../readers";

const breachedList: Reader<string> = (file) => {
  const problem = breachedListProblem(file);
  if (problem !== null) throw new TypeError(problem);
  return file;
};

export const passwords = {
  hashers: setting(
    "PASSWORD_HASHERS",
    refine(
      listOf(oneOf(HASHERS)),
      ([first]) => first !== undefined && canEncode(first),
      `must begin with a hasher that makes hashes: bcrypt, ${WEAK_HASHERS.slice(0, -1).join(", ")} and ${WEAK_HASHERS.at(-1)} are checked only`,
    ),
    "pbkdf2_sha256,bcrypt_sha256,bcrypt,argon2,scrypt,pbkdf2_sha1",
    "Hashers in use: the first makes new hashes, hashes of the others are upgraded at sign-in. What old projects have left, `md5`, `sha1`, `unsalted_md5` and `unsalted_sha1` (checked only), may be added.",
  ),
  upgrade: setting(
    "PASSWORD_UPGRADE",
    boolean,
    "true",
    "Whether a sign-in replaces a hash by one of the first hasher and its cost. `false` while a Django works on the same users: a new hash ends their sessions there.",
  ),
  resetTimeout: setting(
    "PASSWORD_RESET_TIMEOUT",
    wholeDuration(60),
    "3d",
    "How long a link to set a new password works.",
  ),
  pbkdf2Iterations: setting(
    "PBKDF2_ITERATIONS",
    integer(1, 100_000_000),
    "1000000",
    "For new PBKDF2 hashes. Django 5.2's number.",
  ),
  bcryptRounds: setting("BCRYPT_ROUNDS", integer(4, 20), "12", "For new bcrypt hashes."),
  validators: setting(
    "PASSWORD_VALIDATORS",
    listOf(oneOf(VALIDATORS)),
    VALIDATORS.join(","),
    "Django's four: similarity, min_length, common, numeric.",
  ),
  /** characters */
  minLength: setting("PASSWORD_MIN_LENGTH", integer(1, 128), "8", "For `min_length`."),
  breachedList: setting(
    "BREACHED_PASSWORDS",
    orNone(breachedList),
    "none",
    "A file of the SHA-1 hashes of breached passwords in order, as Have I Been Pwned publishes it (`pwned-passwords-sha1-ordered-by-hash`): no new password is in it. It is searched on disk; nothing of a password leaves the machine. Not in Django.",
  ),
  forbiddenWords: setting(
    "PASSWORD_FORBIDDEN_WORDS",
    listOf(
      refine(
        text,
        (word) => /(?:[\p{L}\p{N}][^\p{L}\p{N}]*){3}/u.test(word),
        "must be words of three letters or more",
      ),
    ),
    "latchkey",
    "For `common`: words that no new password contains, such as the names of your service and organisation, in any case and with the usual digits for letters. Not in Django.",
  ),
};
