import { connect, type Value } from "./connection.js";
import { openWriter } from "./writer";
import type { Step } from "./writer_thread.js";

export type { Step };

/**
 * Prepared statements on connections of their own. All that is written goes this way, and what most requests read: through
 * Prisma the call costs thirty times the query. Look-ups run on the event loop: by index they take a hundredth of a
 * millisecond, and in WAL mode a reader waits for nobody. Writes have a thread of their own.
 */
export interface Statements {
  /** The first row, or undefined. */
  get(sql: string, ...params: Value[]): unknown;
  /**
   * All of the steps or none of them, in one transaction.
   * @returns how many rows each step changed
   * @throws where another writer holds the database for too long
   */
  write(steps: readonly Step[]): Promise<number[]>;
  /**
   * One step that ends in RETURNING.
   * @returns its first row, or undefined
   * @throws where another writer holds the database for too long
   */
  writeReturning(step: Step): Promise<unknown>;
  close(): Promise<void>;
}

/** A reader is kept waiting only while somebody else recovers the log after a crash. Milliseconds. */
const READER_TIMEOUT = 250;

/** @param file path of the database that migrate() made */
export function openStatements(file: string): Statements {
  const reader = connect(file, READER_TIMEOUT);
  const writer = openWriter(file);
  return {
    get: (sql, ...params) => reader.first(sql, params),
    write: (steps) => writer.write(steps, false) as Promise<number[]>,
    writeReturning: async (step) => (await writer.write([step], true))[0],
    async close() {
      reader.close();
      await writer.close();
    },
  };
}

/** SQLite keeps times as text: `2026-11-24T13:02:24.123+00:00` is ours, `2026-11-24 13:02:24.123456` Django's, in UTC. */
export function dateFrom(text: string): Date {
  return new Date(text.includes("T") ? text : `${text.replace(" ", "T")}Z`);
}

/** As Prisma writes times. */
export function dateText(at: Date): string {
  return at.toISOString().replace("Z", "+00:00");
}
