import type { Query, Statements, Value } from "../statements";
import { openListReader } from "./list_reader";
import { openReader } from "./reader";
import { openWriters } from "./writers";

/** @param url address of a database that migrate() brought up to date; it is connected to when first used */
export function openPostgresql(url: string): Statements {
  const reader = openReader(url);
  const writers = openWriters(url);
  const lists = openListReader(url);
  return {
    engine: "postgresql",
    one: <Row>({ sql }: Query<Row>, ...params: Value[]) =>
      reader.first(sql, params) as Promise<Row | undefined>,
    list: <Row>({ sql }: Query<Row>, ...params: Value[]) => lists.list(sql, params) as Promise<Row[]>,
    write: writers.write,
    writeReturning: <Row>({ sql }: Query<Row>, ...params: Value[]) =>
      writers.writeReturning({ sql, params }) as Promise<Row[]>,
    async close() {
      await Promise.all([reader.close(), lists.close(), writers.close()]);
    },
  };
}
