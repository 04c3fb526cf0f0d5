import Database from "libsql";

/** SQLite's values. */
export type Value = string | number | null;

/** A connection that keeps its prepared statements: there are a few dozen texts in the whole program. */
export interface Connection {
  /** @returns how many rows were changed */
  run(sql: string, params?: readonly Value[]): number;
  /** The first row, or undefined. For questions that have few: all of them are read. */
  first(sql: string, params?: readonly Value[]): unknown;
  inTransaction(): boolean;
  close(): void;
}

/**
 * @param file path of the database that migrate() made
 * @param timeout how long the driver keeps the whole process waiting for a lock; milliseconds
 */
export function connect(file: string, timeout: number): Connection {
  const database = new Database(file, { timeout });
  database.exec("PRAGMA foreign_keys = ON");
  const prepared = new Map<string, Database.Statement<Value[]>>();
  const prepare = (sql: string) => {
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
