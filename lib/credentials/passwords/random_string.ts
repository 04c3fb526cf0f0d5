import { randomInt } from "node:crypto";

/** Django's RANDOM_STRING_CHARS: 62 characters, 5.95 bits each. */
const ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** Entropy of a salt (Django's BasePasswordHasher.salt_entropy). */
const SALT_BITS = 128;
const BITS_PER_CHARACTER = Math.log2(ALPHABET.length);

/** `length` unbiased random characters. Source: django.utils.crypto.get_random_string. */
export function randomString(length: number): string {
  let text = "";
  for (let at = 0; at < length; at++) text += ALPHABET.charAt(randomInt(ALPHABET.length));
  return text;
}

/** A salt of 22 characters, 131 bits. Source: django.contrib.auth.hashers.BasePasswordHasher.salt. */
export function newSalt(): string {
  return randomString(Math.ceil(SALT_BITS / BITS_PER_CHARACTER));
}

/** Shorter than 128 bits, counted as Django does. Source: django.contrib.auth.hashers.must_update_salt. */
export function isShortSalt(salt: string): boolean {
  return [...salt].length * BITS_PER_CHARACTER < SALT_BITS;
}
