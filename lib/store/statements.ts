import Database from "libsql";

/**
 * Prepared statements on a connection of their own, for reads that every request makes: through Prisma the call costs
 * thirty times the query. In WAL mode a reader waits for nobody, so it may run on the event loop: a look-up by index
 * takes a hundredth of a millisecond.
 */
export interface Statements {
  /** The first row, or undefined. Values are SQLite's: text, number, null. */
  get(sql: string, ...params: (string | number | null)[]): unknown;
  close(): void;
}

/** A reader is kept waiting only while somebody else recovers the log after a crash. Milliseconds. */
const READER_TIMEOUT = 250;

/** @param file path of the database that migrate() made */
export function openStatements(file: string): Statements {
  const database = new Database(file, { timeout: READER_TIMEOUT });
  const prepared = new Map<string, Database.Statement<(string | number | null)[]>>();
  return {
    get(sql, ...params) {
      let statement = prepared.get(sql);
      if (!statement) {
        statement = database.prepare(sql);
        prepared.set(sql, statement);
      }
      return statement.get(...params);
    },
    close: () => database.close(),
  };
}

/** SQLite keeps times as text: `2026-11-24T13:02:24.123+00:00` is ours, `2026-11-24 13:02:24.123456` Django's, in UTC. */
export function dateFrom(text: string): Date {
  return new Date(text.includes("T") ? text : `${text.replace(" ", "T")}Z`);
}
