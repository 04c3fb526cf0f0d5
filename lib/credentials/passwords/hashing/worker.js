import { pbkdf2Sync, scryptSync } from "node:crypto";
import { setPriority } from "node:os";
import { hashRawSync } from "@node-rs/argon2";
import { hashSync } from "bcryptjs";

/*
 * Runs in a worker thread. Plain JavaScript, as Node loads it without a compiler in between.
 */

/** From 0, as everybody else, to 19: who waits for a hash waits anyway, the others need not. */
const NICENESS = 10;
// Only Linux gives each thread a priority of its own; elsewhere the whole process would step back.
if (process.platform === "linux") setPriority(NICENESS);

/**
 * @param {{ password: string, salt: string, iterations: number, bytes: number, digest: "sha256" | "sha1" }} task
 * @returns {Uint8Array}
 */
export function pbkdf2({ password, salt, iterations, bytes, digest }) {
  return pbkdf2Sync(password, salt, iterations, bytes, digest);
}

/**
 * @param {{ password: string, salt: string, bytes: number, options: import("node:crypto").ScryptOptions }} task
 * @returns {Uint8Array}
 */
export function scrypt({ password, salt, bytes, options }) {
  return scryptSync(password, salt, bytes, options);
}

/**
 * @param {{ password: string, options: import("@node-rs/argon2").Options }} task
 * @returns {Uint8Array}
 */
export function argon2({ password, options }) {
  return hashRawSync(password, options);
}

/**
 * Of the first 72 bytes of the password.
 * @param {{ password: string, salt: string | number }} task `salt`: `$2b$12$` and 22 characters, or the rounds of a
 * new salt
 * @returns {string} for instance `$2b$12$` and 53 characters
 */
export function bcrypt({ password, salt }) {
  return hashSync(password, salt);
}

/**
 * @typedef {{ name: "pbkdf2", task: Parameters<typeof pbkdf2>[0] }
 *   | { name: "scrypt", task: Parameters<typeof scrypt>[0] }
 *   | { name: "argon2", task: Parameters<typeof argon2>[0] }
 *   | { name: "bcrypt", task: Parameters<typeof bcrypt>[0] }} Hash
 */

/**
 * Hashes that nobody needs but for their time, one after another in one task.
 * @param {readonly Hash[]} hashes
 */
export function burn(hashes) {
  for (const hash of hashes) compute(hash);
}

/** @param {Hash} hash */
function compute({ name, task }) {
  switch (name) {
    case "pbkdf2":
      return pbkdf2(task);
    case "scrypt":
      return scrypt(task);
    case "argon2":
      return argon2(task);
    case "bcrypt":
      return bcrypt(task);
  }
}
