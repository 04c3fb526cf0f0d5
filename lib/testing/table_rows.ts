/** Reads a whole database, for tests that nothing in it has changed. */

import type { TestServer } from "./server";
import type { Sql } from "./store/sql";

type Row = Readonly<Record<string, unknown>>;

const TABLES = {
  sqlite: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
  postgresql: "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY name",
} as const;

/** Written beside the requests, whenever that is. */
const REFUSED = "sign_in_refused";

/** Every row of every table, by the table's name, but events of refused passwords. */
export async function tableRows({ sql }: TestServer): Promise<Record<string, readonly Row[]>> {
  const tables = await sql.query<{ name: string }>(TABLES[sql.engine]);
  const entries = tables.map(async ({ name }) => [name, await rowsOf(sql, name)]);
  return Object.fromEntries(await Promise.all(entries));
}

async function rowsOf(sql: Sql, table: string): Promise<Row[]> {
  const booleans = await booleanColumns(sql, table);
  const rows = await sql.query(`SELECT * FROM "${table}" ORDER BY 1`);
  const compared = table === "latchkey_event" ? rows.filter(({ name }) => name !== REFUSED) : rows;
  return compared.map((row) => {
    const values = booleans.map((column) => [column, row[column] === 1]);
    return { ...row, ...Object.fromEntries(values) };
  });
}

/** SQLite gives 0 and 1 for them. */
async function booleanColumns(sql: Sql, table: string): Promise<string[]> {
  if (sql.engine !== "sqlite") return [];
  const columns = await sql<{ name: string }>`
    SELECT name FROM pragma_table_info(${table}) WHERE lower(type) LIKE 'bool%'`;
  return columns.map(({ name }) => name);
}
