import { createHash, pbkdf2Sync, scryptSync, timingSafeEqual } from "node:crypto";
import { setPriority } from "node:os";
import { performance } from "node:perf_hooks";
import { hashRawSync } from "@node-rs/argon2";
import { hashSync } from "bcryptjs";

/*
 * Runs in a worker thread. Plain JavaScript, which Node loads without a compiler.
 */

/** Below the normal priority 0 (19 is the lowest): other requests should not wait for those that need a hash. */
const NICENESS = 10;
// Only Linux gives each thread a priority of its own; elsewhere the whole process would get a lower one.
if (process.platform === "linux") setPriority(NICENESS);

/**
 * @typedef {{ pbkdf2: typeof pbkdf2, scrypt: typeof scrypt, argon2: typeof argon2, bcrypt: typeof bcrypt,
 *   digest: typeof digest, check: typeof check }} Tasks What can be computed, by name.
 *
 * @typedef {{ [Name in keyof Tasks]: { name: Name, task: Parameters<Tasks[Name]>[0] } }[keyof Tasks]} Order
 * @typedef {{ result: ReturnType<Tasks[keyof Tasks]> } | { error: unknown }} Answer
 */

/**
 * What a task throws is returned, which tells it from the end of the thread.
 * @param {Order} order
 * @returns {Answer}
 */
export default function answer(order) {
  try {
    return { result: order.name === "check" ? check(order.task) : compute(order) };
  } catch (error) {
    return { error };
  }
}

/**
 * @param {{ password: string, salt: string, iterations: number, bytes: number, digest: "sha256" | "sha1" }} task
 * @returns {Uint8Array}
 */
function pbkdf2({ password, salt, iterations, bytes, digest }) {
  return pbkdf2Sync(password, salt, iterations, bytes, digest);
}

/**
 * @param {{ password: string, salt: string, bytes: number, options: import("node:crypto").ScryptOptions }} task
 * @returns {Uint8Array}
 */
function scrypt({ password, salt, bytes, options }) {
  return scryptSync(password, salt, bytes, options);
}

/**
 * @param {{ password: string, options: import("@node-rs/argon2").Options }} task
 * @returns {Uint8Array}
 */
function argon2({ password, options }) {
  return hashRawSync(password, options);
}

/**
 * bcrypt takes the first 72 bytes of the password.
 * @param {{ password: string, salt: string | number }} task `salt`: `$2b$12$` and 22 characters, or the rounds of a
 * new salt
 * @returns {string} for instance `$2b$12$` and 53 characters
 */
function bcrypt({ password, salt }) {
  return hashSync(password, salt);
}

/**
 * @param {{ password: string, salt: string, digest: "md5" | "sha1" }} task
 * @returns {Uint8Array}
 */
function digest({ password, salt, digest: algorithm }) {
  return createHash(algorithm)
    .update(salt + password, "utf8")
    .digest();
}

/**
 * @typedef {{ name: "pbkdf2", task: Parameters<typeof pbkdf2>[0] }
 *   | { name: "scrypt", task: Parameters<typeof scrypt>[0] }
 *   | { name: "argon2", task: Parameters<typeof argon2>[0] }
 *   | { name: "bcrypt", task: Parameters<typeof bcrypt>[0] }
 *   | { name: "digest", task: Parameters<typeof digest>[0] }} Hash
 *
 * @typedef {object} Check Whether a hash is the expected one.
 * @property {readonly Hash[]} hashes computed one after another; the last is compared
 * @property {Uint8Array | string | null} expected null where nothing matches
 * @property {readonly Hash[]} onMismatch computed only for their time where nothing matches. They are part of the task,
 * because two tasks take longer than one: a core slows down when idle in between
 * @property {boolean} usesArgon2 whether Argon2 may be used, even if it is not in this case: checks that are to take the
 * same time must queue for the same number of processors
 *
 * @typedef {object} CheckResult
 * @property {boolean} matches
 * @property {number} ms how long `hashes` took
 */

/**
 * @param {Check} check
 * @returns {CheckResult}
 */
function check({ hashes, expected, onMismatch }) {
  const start = performance.now();
  const computed = hashes.map(compute).at(-1);
  const ms = performance.now() - start;
  const matches = computed !== undefined && expected !== null && isEqual(computed, expected);
  if (!matches) onMismatch.forEach(compute);
  return { matches, ms };
}

/**
 * In a time that depends on nothing but whether the lengths differ.
 * @param {Uint8Array | string} one
 * @param {Uint8Array | string} other
 */
function isEqual(one, other) {
  const left = Buffer.from(one);
  const right = Buffer.from(other);
  return left.length === right.length && timingSafeEqual(left, right);
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
    case "digest":
      return digest(task);
  }
}
