/** All that a database holds, for tests that nothing in it has changed. */

import type { TestServer } from "./server";

type Row = Readonly<Record<string, unknown>>;

const TABLES = {
  sqlite: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
  postgresql: "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY name",
} as const;

/** Every row of every table, by the table's name. */
export async function tableRows({ sql }: TestServer): Promise<Record<string, readonly Row[]>> {
  const tables = await sql.query<{ name: string }>(TABLES[sql.engine]);
  const entries = tables.map(async ({ name }) => [
    name,
    await sql.query<Row>(`SELECT * FROM "${name}" ORDER BY 1`),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}
