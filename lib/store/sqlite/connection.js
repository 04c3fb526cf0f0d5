import { pathToFileURL } from "node:url";
import Database from "libsql";
import { identityOf, requireSameFiles } from "./file_identity.js";

/** @typedef {import("../statements.js").Value} Value */

/**
 * A connection that caches its prepared statements: the whole program has a few dozen.
 * @typedef {object} Connection
 * @property {(sql: string, params?: readonly Value[]) => number} run how many rows were changed
 * @property {(sql: string, params?: readonly Value[]) => unknown} first the first row of a query, or undefined
 * @property {(sql: string, params: readonly Value[], isStopping: () => boolean) => List} list all rows of a query. Where
 * `isStopping`, which is called after each row, says so, it throws, and the connection can only be closed
 * @property {(sql: string, params?: readonly Value[]) => unknown[]} returning the rows of a write that ends in RETURNING
 * @property {() => boolean} inTransaction
 * @property {() => void} requireSameFiles throws where other files lie at the path than those that it has open
 * @property {import("./file_identity.js").FileIdentity} files
 * @property {() => void} close the driver closes the files once its statements are garbage
 *
 * @typedef {object} List
 * @property {readonly string[]} columns
 * @property {readonly (readonly Value[])[]} values of each row, in the order of the columns
 */

/** How long opening waits while another process recovers the log after a crash; nothing else makes a reader wait. */
const OPEN_TIMEOUT_MS = 5000;
/** How often a file that is replaced while it is opened is opened again. */
const OPEN_TRIES = 5;

/**
 * @param {string} file path of the database that migrate() made; it is never made here
 * @param {number} timeoutMs how long the driver blocks the thread while it waits for a lock
 * @param {number} [openTimeoutMs] the same while the file is opened
 * @returns {Connection}
 */
export function connect(file, timeoutMs, openTimeoutMs = OPEN_TIMEOUT_MS) {
  const { database, files } = open(file, openTimeoutMs);
  database.exec(`PRAGMA busy_timeout = ${timeoutMs}`);
  database.exec("PRAGMA foreign_keys = ON");
  const statements = cached((sql) => database.prepare(sql));
  const queries = cached((sql) => rawQuery(database.prepare(sql)));
  /**
   * The driver does not reset a query that failed with SQLITE_BUSY: its read transaction stays open, and every later query
   * would see the data of that moment. This runs it to its end before the next query; throws while the database is busy.
   * @type {(() => void) | null}
   */
  let finishFailed = null;

  /**
   * @template T
   * @param {string} sql
   * @param {readonly Value[]} params
   * @param {(query: ReturnType<typeof rawQuery>) => T} rowsOf
   */
  function read(sql, params, rowsOf) {
    finishFailed?.();
    finishFailed = null;
    const query = queries.get(sql);
    try {
      return rowsOf(query);
    } catch (error) {
      queries.delete(sql);
      if (isBusy(error)) finishFailed = () => void query.list(params, () => false);
      throw error;
    }
  }

  return {
    // Parameters go as one array: the driver would take a single null for an object of named parameters.
    run: (sql, params = []) => statements.get(sql).run([...params]).changes,
    first: (sql, params = []) => read(sql, params, (query) => query.first(params)),
    list: (sql, params, isStopping) => read(sql, params, (query) => query.list(params, isStopping)),
    returning: (sql, params = []) => statements.get(sql).all([...params]),
    inTransaction: () => database.inTransaction,
    requireSameFiles: () => requireSameFiles(file, files),
    files,
    close() {
      statements.clear();
      queries.clear();
      finishFailed = null;
      database.close();
    },
  };
}

/**
 * @param {string} file
 * @param {number} timeout
 */
function open(file, timeout) {
  for (let tried = 1; tried <= OPEN_TRIES; tried += 1) {
    const { main } = identityOf(file);
    if (main === null) throw cannotOpen(`There is no database file ${file}`);
    const database = new Database(`${pathToFileURL(file)}?mode=rw`, { timeout });
    try {
      // SQLite opens the log with the first read.
      database.prepare("SELECT count(*) FROM sqlite_schema").get();
      const files = identityOf(file);
      if (files.main === main) return { database, files };
    } catch (error) {
      database.close();
      throw error;
    }
    database.close();
  }
  throw cannotOpen(`The database file ${file} is being replaced`);
}

/** @param {string} message */
function cannotOpen(message) {
  return Object.assign(new Error(message), { code: "SQLITE_CANTOPEN" });
}

/**
 * @template T
 * @param {(sql: string) => T} prepare
 */
function cached(prepare) {
  /** @type {Map<string, T>} */
  const cache = new Map();
  return {
    get(/** @type {string} */ sql) {
      const statement = cache.get(sql) ?? prepare(sql);
      cache.set(sql, statement);
      return statement;
    },
    delete: (/** @type {string} */ sql) => cache.delete(sql),
    clear: () => cache.clear(),
  };
}

/** @param {unknown} error */
export function isBusy(error) {
  return error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_BUSY");
}

/**
 * Rows come as arrays and are made into objects here: the driver looks up the columns' names for every row.
 * @param {Database.Statement<any[]>} statement
 */
function rawQuery(statement) {
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
