import Database from "libsql";

/** @typedef {string | number | null} Value SQLite's values. */

/**
 * A connection that keeps its prepared statements: there are a few dozen texts in the whole program.
 * @typedef {object} Connection
 * @property {(sql: string, params?: readonly Value[]) => number} run how many rows were changed
 * @property {(sql: string, params?: readonly Value[]) => unknown} first the first row, or undefined
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
  const statements = prepared((sql) => database.prepare(sql));
  const questions = prepared((sql) => askable(database.prepare(sql)));
  return {
    // As one array: a null alone would pass for an object of named parameters.
    run: (sql, params = []) => statements.of(sql).run([...params]).changes,
    first(sql, params = []) {
      try {
        return questions.of(sql)(params);
      } catch (error) {
        // The driver's get() never finishes a statement that failed: from then on it would only fail.
        questions.forget(sql);
        throw error;
      }
    },
    inTransaction: () => database.inTransaction,
    close: () => database.close(),
  };
}

/**
 * @template T
 * @param {(sql: string) => T} prepare
 */
function prepared(prepare) {
  /** @type {Map<string, T>} */
  const known = new Map();
  return {
    of(/** @type {string} */ sql) {
      const one = known.get(sql) ?? prepare(sql);
      known.set(sql, one);
      return one;
    },
    forget: (/** @type {string} */ sql) => known.delete(sql),
  };
}

/**
 * The row is made into an object here: the driver would look every column's name up anew in every row.
 * @param {Database.Statement<any[]>} statement
 * @returns {(params: readonly Value[]) => unknown}
 */
function askable(statement) {
  const names = statement.columns().map(({ name }) => name);
  statement.raw();
  return (params) => {
    const values = /** @type {Value[] | undefined} */ (statement.get([...params]));
    if (values === undefined) return undefined;
    /** @type {Record<string, Value | undefined>} */
    const row = {};
    for (let index = 0; index < names.length; index += 1) row[names[index] ?? ""] = values[index];
    return row;
  };
}
