import { isCommonPassword } from "./common_passwords";
import { containsForbiddenWord } from "./forbidden_words";
import { isTooSimilar } from "./similarity";

/** Django's four validators, in the order of the AUTH_PASSWORD_VALIDATORS of a new Django project. */
export const VALIDATORS = ["similarity", "min_length", "common", "numeric"] as const;
export type ValidatorName = (typeof VALIDATORS)[number];

export interface FieldProblem {
  readonly code:
    | "password_too_similar"
    | "password_too_short"
    | "password_too_common"
    | "password_forbidden_word"
    | "password_entirely_numeric";
  /** Parameters of the message: the other `field` by its key, `min_length` in characters. */
  readonly params: Readonly<Record<string, string | number>>;
}

interface ValidatorOptions {
  readonly validators: readonly ValidatorName[];
  /** In characters (Unicode code points). */
  readonly minLength: number;
  /** For `common`. */
  readonly forbiddenWords: readonly string[];
}

interface PasswordOwner {
  readonly username: string;
  readonly email: string;
}

/** Python's str.isdigit: decimals of any script, and the digits in superscripts, circles and the like. */
const DIGITS =
  /^[\p{Nd}\u00b2\u00b3\u00b9\u1369-\u1371\u19da\u2070\u2074-\u2079\u2080-\u2089\u2460-\u2468\u2474-\u247c\u2488-\u2490\u24ea\u24f5-\u24fd\u24ff\u2776-\u277e\u2780-\u2788\u278a-\u2792\u{10a40}-\u{10a43}\u{10e60}-\u{10e68}\u{11052}-\u{1105a}\u{1f100}-\u{1f10a}]+$/u;

/**
 * All that is wrong with a new password, in Django's order; an empty list where nothing is. The forbidden words are
 * not Django's. Source: django.contrib.auth.password_validation.validate_password.
 *
 * @param user whose password it will be; an empty string counts as not given
 */
export function validatePassword(
  password: string,
  user: PasswordOwner,
  { validators, minLength, forbiddenWords }: ValidatorOptions,
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const similar = validators.includes("similarity") ? similarField(password, user) : null;
  if (similar !== null) problems.push({ code: "password_too_similar", params: { field: similar } });
  if (validators.includes("min_length") && [...password].length < minLength) {
    problems.push({ code: "password_too_short", params: { min_length: minLength } });
  }
  if (validators.includes("common") && isCommonPassword(password)) {
    problems.push({ code: "password_too_common", params: {} });
  }
  if (validators.includes("common") && containsForbiddenWord(password, forbiddenWords)) {
    problems.push({ code: "password_forbidden_word", params: {} });
  }
  if (validators.includes("numeric") && DIGITS.test(password)) {
    problems.push({ code: "password_entirely_numeric", params: {} });
  }
  return problems;
}

/** The first field that is too similar; one problem is enough, as in Django. */
function similarField(password: string, { username, email }: PasswordOwner): keyof PasswordOwner | null {
  if (isTooSimilar(password, username)) return "username";
  return isTooSimilar(password, email) ? "email" : null;
}
