import { createRequire } from "node:module";
import path from "node:path";
import { oncePerProcess } from "./process_wide";

/** Rows of the keyboard, the alphabet and the digits, of which a slice in either direction is no secret. */
const ROWS = ["abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiop", "asdfghjkl", "zxcvbnm"];
const SEQUENCES = ROWS.flatMap((row) => [row, [...row].reverse().join("")]);

/** `aaaaaaaa`, `asdasdasd`, `qwertyqwerty`: one to six characters, again and again. */
const REPETITION = /^([a-z0-9]{1,6})\1+$/;
/** No list of common passwords has longer repetitions: from here on a long password is its owner's choice. */
const LONGEST_REPETITION = 16;

/**
 * Whether a password is among the most used ones, upper and lower case and blanks around it aside.
 *
 * The list is that of zxcvbn, 49,000 entries, of which the people who made it took out the repetitions and
 * sequences that every list of leaked passwords has, because zxcvbn finds them by rule; so does this.
 * Source: django.contrib.auth.password_validation.CommonPasswordValidator, which has a list of 20,000.
 */
export function isCommonPassword(password: string): boolean {
  const text = password.toLowerCase().trim();
  return isRepetition(text) || isSequence(text) || listed().has(text);
}

function isRepetition(text: string): boolean {
  return text.length <= LONGEST_REPETITION && REPETITION.test(text);
}

function isSequence(text: string): boolean {
  return text.length >= 4 && SEQUENCES.some((sequence) => sequence.includes(text));
}

/** Read at first use: 30 ms and some megabytes that a process which checks no new password does without. */
function listed(): ReadonlySet<string> {
  return oncePerProcess("common-passwords", () => {
    const require = createRequire(path.join(process.cwd(), "package.json"));
    const { dictionary } =
      require("@zxcvbn-ts/language-common") as typeof import("@zxcvbn-ts/language-common");
    return new Set(dictionary["passwords-common"]);
  });
}
