import Database from "libsql";

/** @typedef {import("../statements.js").Value} Value */

/**
 * A connection that keeps its prepared statements: there are a few dozen texts in the whole program.
 * @typedef {object} Connection
 * @property {(sql: string, params?: readonly Value[]) => number} run how many rows were changed
 * @property {(sql: string, params?: readonly Value[]) => unknown} first the first row of a question, or undefined
 * @property {(sql: string, params: readonly Value[], isStopping: () => boolean) => List} list all rows of a question; asked
 * after each whether to stop, whereupon it throws, and the connection can only be closed
 * @property {(sql: string, params?: readonly Value[]) => unknown[]} returning the rows of a write that ends in RETURNING
 * @property {() => boolean} inTransaction
 * @property {() => void} close
 *
 * @typedef {object} List
 * @property {readonly string[]} columns
 * @property {readonly (readonly Value[])[]} values of each row, in the order of the columns
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
  /**
   * The driver leaves a statement that found the database busy unfinished, and with it the connection would go on seeing
   * what was there then. To be finished before the next question is asked; throws while the database is still busy.
   * @type {(() => void) | null}
   */
  let finish = null;

  /**
   * @template T
   * @param {string} sql
   * @param {readonly Value[]} params
   * @param {(question: ReturnType<typeof askable>) => T} answer
   */
  function ask(sql, params, answer) {
    finish?.();
    finish = null;
    const question = questions.of(sql);
    try {
      return answer(question);
    } catch (error) {
      questions.forget(sql);
      if (isBusy(error)) finish = () => void question.list(params, () => false);
      throw error;
    }
  }

  return {
    // As one array: a null alone would pass for an object of named parameters.
    run: (sql, params = []) => statements.of(sql).run([...params]).changes,
    first: (sql, params = []) => ask(sql, params, (question) => question.first(params)),
    list: (sql, params, isStopping) => ask(sql, params, (question) => question.list(params, isStopping)),
    // All of it is read: a statement of this kind is never left unfinished.
    returning: (sql, params = []) => statements.of(sql).all([...params]),
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

/** @param {unknown} error */
export function isBusy(error) {
  return error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_BUSY");
}

/**
 * The row is made into an object here: the driver would look every column's name up anew in every row.
 * @param {Database.Statement<any[]>} statement
 */
function askable(statement) {
  const names = statement.columns().map(({ name }) => name);
  statement.raw();
  return {
    /** @param {readonly Value[]} params */
    first(params) {
      const values = /** @type {Value[] | undefined} */ (statement.get([...params]));
      if (values === undefined) return undefined;
      /** @type {Record<string, Value | undefined>} */
      const row = {};
      for (let index = 0; index < names.length; index += 1) row[names[index] ?? ""] = values[index];
      return row;
    },
    /**
     * @param {readonly Value[]} params
     * @param {() => boolean} isStopping
     */
    list(params, isStopping) {
      /** @type {Value[][]} */
      const values = [];
      for (const row of statement.iterate([...params])) {
        if (isStopping()) throw Object.assign(new Error("Stopped"), { code: "SQLITE_INTERRUPT" });
        values.push(/** @type {Value[]} */ (row));
      }
      return { columns: names, values };
    },
  };
}
