import { hashSync } from "bcryptjs";

/*
 * Runs in a worker thread, since bcryptjs is plain JavaScript: on the main thread one hash would stop every
 * other request for its whole 0.3 s. A plain .js file, as Node loads it without a compiler in between.
 */

/**
 * @param {{ password: string, salt: string | number }} task `salt`: `$2b$12$` and 22 characters, or the rounds
 * of a new salt
 * @returns {string} for instance `$2b$12$` and 53 characters
 */
export function hash({ password, salt }) {
  return hashSync(password, salt);
}

/** @param {number[]} rounds of hashes that nobody needs, one after another in one task */
export function burn(rounds) {
  for (const each of rounds) hashSync("", each);
}
