import type { Statements } from "../statements";
import { connect } from "./connection.js";
import { openWriter } from "./writer";

/** A reader is kept waiting only while somebody else recovers the log after a crash. Milliseconds. */
const READER_TIMEOUT = 250;

/**
 * Look-ups run on the event loop: by index they take a hundredth of a millisecond, and in WAL mode a reader waits for
 * nobody. Writes have a thread of their own.
 * @param file path of the database that migrate() made
 */
export function openSqlite(file: string): Statements {
  const reader = connect(file, READER_TIMEOUT);
  const writer = openWriter(file);
  return {
    engine: "sqlite",
    get: (sql, ...params) => reader.first(sql, params),
    write: (steps) => writer.write(steps, false) as Promise<number[]>,
    writeReturning: async (step) => (await writer.write([step], true))[0],
    async close() {
      reader.close();
      await writer.close();
    },
  };
}
