import type { Sql } from "./sql";

const TABLES = {
  sqlite: `SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c
    WHERE m.type = 'table' AND c.name = 'user_key' ORDER BY m.name`,
  postgresql: `SELECT table_name AS name FROM information_schema.columns
    WHERE table_schema = 'public' AND column_name = 'user_key' ORDER BY table_name`,
} as const;

/** The tables whose rows belong to a user, whom `user_key` names: of those, nothing may be forgotten. */
export async function ownedTables(sql: Sql): Promise<string[]> {
  return (await sql.query<{ name: string }>(TABLES[sql.engine])).map(({ name }) => name);
}

const COLUMNS = {
  sqlite: "SELECT name FROM pragma_table_info(?)",
  postgresql: `SELECT column_name AS name FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = ?`,
} as const;

/** The columns of a table. */
export async function columnsOf(sql: Sql, table: string): Promise<string[]> {
  return (await sql.query<{ name: string }>(COLUMNS[sql.engine], table)).map(({ name }) => name);
}
