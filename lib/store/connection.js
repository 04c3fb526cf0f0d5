import Database from "libsql";

/** @typedef {string | number | null} Value SQLite's values. */

/**
 * A connection that keeps its prepared statements: there are a few dozen texts in the whole program.
 * @typedef {object} Connection
 * @property {(sql: string, params?: readonly Value[]) => number} run how many rows were changed
 * @property {(sql: string, params?: readonly Value[]) => unknown} first the first row, or undefined; for questions that
 * have few, since all of them are read
 * @property {() => boolean} inTransaction
 * @property {() => void} close
 */

/**
 * @param {string} file path of the database that migrate() made
 * @param {number} timeout how long the driver keeps the whole thread waiting for a lock; milliseconds
 * @returns {Connection}
 */
export function connect(file, timeout) {
  const database = new Database(file, { timeout });
  database.exec("PRAGMA foreign_keys = ON");
  /** @type {Map<string, Database.Statement<any[]>>} */
  const prepared = new Map();
  const prepare = (/** @type {string} */ sql) => {
    const known = prepared.get(sql) ?? database.prepare(sql);
    prepared.set(sql, known);
    return known;
  };
  return {
    run: (sql, params = []) => prepare(sql).run(...params).changes,
    // The driver's get() never finishes a statement that failed: from then on it would only fail.
    first: (sql, params = []) => prepare(sql).all(...params)[0],
    inTransaction: () => database.inTransaction,
    close: () => database.close(),
  };
}
