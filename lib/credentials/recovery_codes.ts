import { randomInt } from "node:crypto";
import { sha256 } from "./digest";

const COUNT = 10;
/** Without letters and digits that look alike. 31 of them. */
const ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz";
const GROUPS = 4;
const GROUP_LENGTH = 6;

/** Ten codes of 118 random bits, so that a digest of them needs no salt and no slow hash: `k7xq2m-…`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: COUNT }, () =>
    Array.from({ length: GROUPS }, () => randomText(GROUP_LENGTH)).join("-"),
  );
}

function randomText(length: number): string {
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
}

/** What is stored of a code. It may be typed with other dashes, with blanks and in upper case. SHA-256, hex. */
export function recoveryCodeDigest(code: string): string {
  return sha256(code.toLowerCase().replace(/[^a-z0-9]/g, ""));
}
