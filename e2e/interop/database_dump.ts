import { createHash } from "node:crypto";
import { quoted } from "@/lib/store/schema";
import type { Sql } from "@/lib/testing/store/sql";

/** Everything that a schema has, a line each, beginning with the schema and the name of the table. */
const SCHEMA = {
  sqlite: `SELECT 'main.' || tbl_name || ': ' || type || ' ' || name || ' ' || coalesce(sql, '') AS line FROM sqlite_master`,
  postgresql: `
    WITH rel AS (
      SELECT c.oid, c.relkind, c.relacl, c.relowner, n.nspname || '.' || c.relname AS name
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast'))
    SELECT name || ': ' || relkind::text || ' owned by ' || relowner::regrole || ' ' || coalesce(relacl::text, '') AS line FROM rel
    UNION ALL SELECT name || ': column ' || attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull || ' '
      || coalesce(pg_get_expr(adbin, adrelid), attidentity::text)
      FROM rel JOIN pg_attribute a ON attrelid = rel.oid LEFT JOIN pg_attrdef d ON adrelid = attrelid AND adnum = attnum
      WHERE attnum > 0 AND NOT attisdropped
    UNION ALL SELECT name || ': ' || conname || ' ' || pg_get_constraintdef(c.oid) FROM rel JOIN pg_constraint c ON conrelid = rel.oid
    UNION ALL SELECT name || ': ' || pg_get_indexdef(indexrelid) FROM rel JOIN pg_index ON indrelid = rel.oid
    UNION ALL SELECT name || ': ' || pg_get_triggerdef(t.oid) FROM rel JOIN pg_trigger t ON tgrelid = rel.oid WHERE NOT tgisinternal`,
} as const;

const TABLES = {
  sqlite: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'",
  postgresql: "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
} as const;

export interface Dump {
  /** Lines, in order. */
  readonly schema: readonly string[];
  /** A digest of each table's rows, by its name. */
  readonly rows: Readonly<Record<string, string>>;
}

/** What is in a database of Django's. */
export async function dumpDatabase(sql: Sql): Promise<Dump> {
  const lines = await sql.query<{ line: string }>(SCHEMA[sql.engine]);
  const tables = await sql.query<{ name: string }>(TABLES[sql.engine]);
  const rows: Record<string, string> = {};
  for (const { name } of tables) {
    const found = await sql.query(`SELECT * FROM ${quoted(name)}`);
    const text = found.map((row) => JSON.stringify(Object.entries(row))).sort();
    rows[name] = createHash("sha256").update(text.join("\n")).digest("hex");
  }
  return { schema: lines.map(({ line }) => line).sort(), rows };
}

/** Whether a line of a schema, or a table, is ours. */
export function isOurs(name: string): boolean {
  return /^(latchkey\.|(\w+\.)?latchkey_)/.test(name);
}
