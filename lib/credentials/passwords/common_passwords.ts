import { createRequire } from "node:module";
import path from "node:path";
import djangoList from "./django_common_passwords.json";
import { oncePerProcess } from "./process_wide";

/** The alphabet, the digits and rows of the keyboard: every slice of them in either direction is common. */
const ROWS = ["abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiop", "asdfghjkl", "zxcvbnm"];
const SEQUENCES = ROWS.flatMap((row) => [row, [...row].reverse().join("")]);

/** One to six characters, repeated: `aaaaaaaa`, `asdasdasd`, `qwertyqwerty`. */
const REPETITION = /^([a-z0-9]{1,6})\1+$/;
/** Lists of common passwords hold no longer repetitions. */
const MAX_REPETITION_LENGTH = 16;

/**
 * Whether a password is among the most used ones, ignoring case and surrounding blanks.
 *
 * The lists are Django's, 20,000 entries, and that of zxcvbn, 49,000. Repetitions and sequences, of which no list has all,
 * are found by rules.
 * Source: django.contrib.auth.password_validation.CommonPasswordValidator.
 */
export function isCommonPassword(password: string): boolean {
  const text = password.toLowerCase().trim();
  return isRepetition(text) || isSequence(text) || commonPasswords().has(text);
}

function isRepetition(text: string): boolean {
  return text.length <= MAX_REPETITION_LENGTH && REPETITION.test(text);
}

function isSequence(text: string): boolean {
  return text.length >= 4 && SEQUENCES.some((sequence) => sequence.includes(text));
}

/** Loaded at first use, since it takes 30 ms and some megabytes. */
function commonPasswords(): ReadonlySet<string> {
  return oncePerProcess("common-passwords", () => {
    const require = createRequire(path.join(process.cwd(), "package.json"));
    const { dictionary } =
      require("@zxcvbn-ts/language-common") as typeof import("@zxcvbn-ts/language-common");
    return new Set([...djangoList.passwords.split("\n"), ...(dictionary["passwords-common"] ?? [])]);
  });
}
