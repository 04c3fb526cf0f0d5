import type { Query, Statements, Value } from "../statements";
import { openListReader } from "./list_reader";
import { openReader } from "./reader";
import { openWriters } from "./writers";

/** @param url address of a database that migrate() brought up to date; it is connected to when first used */
export function openPostgresql(url: string): Statements {
  // After a failover the former primary may stay up, read-only, with our connections: new ones find the new primary.
  const onReadOnly = () => {
    for (const connections of [reader, writers, lists]) connections.renew();
  };
  const reader = openReader(url, onReadOnly);
  const writers = openWriters(url, onReadOnly);
  const lists = openListReader(url);
  return {
    engine: "postgresql",
    one: <Row>({ sql }: Query<Row>, ...params: Value[]) =>
      reader.first(sql, params) as Promise<Row | undefined>,
    list: <Row>({ sql }: Query<Row>, ...params: Value[]) => lists.list(sql, params) as Promise<Row[]>,
    write: writers.write,
    writeReturning: <Row>({ sql }: Query<Row>, ...params: Value[]) =>
      writers.writeReturning({ sql, params }) as Promise<Row[]>,
    checkWritable: writers.checkWritable,
    async close() {
      await Promise.all([reader.close(), lists.close(), writers.close()]);
    },
  };
}
