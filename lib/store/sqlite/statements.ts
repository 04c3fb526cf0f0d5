import type { Query, Statements, Value } from "../statements";
import { connect } from "./connection.js";
import { openListReader } from "./list_reader";
import { openWriter } from "./writer";

/** How long a look-up may wait while another process recovers the log after a crash; nothing else makes a reader wait. */
const LOOKUP_TIMEOUT_MS = 250;

/**
 * Look-ups run on the event loop: by index they take about 0.01 ms, and in WAL mode readers wait for no writer. Writes and
 * lists have a thread each.
 * @param file path of the database that migrate() made
 */
export function openSqlite(file: string): Statements {
  const reader = connect(file, LOOKUP_TIMEOUT_MS);
  const writer = openWriter(file);
  const lists = openListReader(file);
  return {
    engine: "sqlite",
    one: <Row>({ sql }: Query<Row>, ...params: Value[]) => reader.first(sql, params) as Row | undefined,
    list: <Row>({ sql }: Query<Row>, ...params: Value[]) => lists.list(sql, params) as Promise<Row[]>,
    write: (steps, { guarded } = {}) => writer.write(steps, guarded),
    writeReturning: <Row>({ sql }: Query<Row>, ...params: Value[]) =>
      writer.writeReturning({ sql, params }) as Promise<Row[]>,
    async checkWritable() {
      // An empty transaction takes the lock for writing.
      await writer.write([]);
    },
    async close() {
      reader.close();
      await Promise.all([lists.close(), writer.close()]);
    },
  };
}
