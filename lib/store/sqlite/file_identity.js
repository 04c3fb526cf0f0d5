import { realpathSync, statSync, unlinkSync } from "node:fs";

/*
 * Which files a connection has open. A database file that is deleted or replaced goes on being read and written by those who
 * have it open, until they end and everything is lost; so does a log (-wal, -shm) that was removed beside it. Files are looked
 * at by their names, never opened: closing one would drop the locks that this process has on it.
 */

/**
 * @typedef {object} FileIdentity
 * @property {string | null} main
 * @property {Readonly<Record<string, string | null>>} logs by their paths
 */

/**
 * What lies at the path of a database, and beside it.
 * @param {string} file
 * @returns {FileIdentity}
 */
export function identityOf(file) {
  const main = idOf(file);
  if (main === null) return { main, logs: {} };
  // SQLite follows links before it appends the suffix.
  const real = realpathSync(file);
  const paths = [`${real}-wal`, `${real}-shm`];
  return { main, logs: Object.fromEntries(paths.map((path) => [path, idOf(path)])) };
}

/**
 * @param {string} file
 * @param {FileIdentity} opened
 * @throws where other files lie there now
 */
export function requireSameFiles(file, { main, logs }) {
  const found = idOf(file);
  if (found !== main) throw moved(`${file} was ${found === null ? "deleted or renamed" : "replaced"}`);
  for (const [path, id] of Object.entries(logs))
    if (idOf(path) !== id) throw moved(`${path} was removed or replaced`);
}

/**
 * Deletes logs that a connection has open, so that nobody takes them for those of a file that was put in place since.
 * @param {FileIdentity} opened
 */
export function deleteLogs({ logs }) {
  for (const [path, id] of Object.entries(logs)) if (id !== null && idOf(path) === id) unlinkSync(path);
}

/**
 * Whether somebody else has written to the same database since its log was removed: what is in the removed log must not be
 * moved over that.
 * @param {string} file
 * @param {FileIdentity} opened
 */
export function hasNewLog(file, { main, logs }) {
  const log = Object.entries(logs).find(([path]) => path.endsWith("-wal"));
  if (log === undefined || idOf(file) !== main) return false;
  const [path, id] = log;
  return idOf(path) !== id && sizeOf(path) > 0n;
}

/** @param {unknown} error */
export function isMoved(error) {
  return error instanceof Error && "code" in error && error.code === MOVED;
}

/** SQLite's own code for it, which it looks for where a database has no log. */
const MOVED = "SQLITE_READONLY_DBMOVED";

/** @param {string} what */
function moved(what) {
  const message = `The database file ${what} while Latchkey had it open: nothing is written until it is back`;
  return Object.assign(new Error(message), { code: MOVED });
}

/**
 * @param {string} path
 * @returns {string | null} null where nothing lies there
 */
function idOf(path) {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? null : `${found.dev}:${found.ino}`;
}

/** @param {string} path */
function sizeOf(path) {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.size ?? 0n;
}
