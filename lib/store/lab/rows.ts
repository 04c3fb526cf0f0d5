import { readTable } from "../catalog";
import type { Store } from "../open";
import { quoted } from "../schema";
import { type Query, query, type Statements } from "../statements";

/** The tables that sign-ins are in. */
const SIGN_IN_TABLES = ["latchkey_session", "latchkey_family", "latchkey_token"] as const;
export type SignInTable = (typeof SIGN_IN_TABLES)[number];

export type RawRow = Readonly<Record<string, string | number | null>>;

/** By the store: the columns do not change while it is open. */
const built = new WeakMap<Store["schema"], Promise<Query<{ found: string }>>>();

/** All rows of these tables as they lie in a lab's database, the oldest first. */
export async function readSignInRows(store: Store): Promise<Record<SignInTable, readonly RawRow[]>> {
  const { schema, statements } = store;
  const sql = built.get(schema) ?? buildQuery(statements);
  built.set(schema, sql);
  return JSON.parse((await statements.one(await sql))?.found ?? "{}");
}

async function buildQuery(statements: Pick<Statements, "engine" | "one">): Promise<Query<{ found: string }>> {
  const parts = await Promise.all(
    SIGN_IN_TABLES.map(async (table) => {
      const columns = [...((await readTable(statements, table))?.columns.keys() ?? [])];
      const row = columns.map((column) => `'${column}', ${quoted(column)}`).join(", ");
      return `'${table}', (SELECT json_group_array(json_object(${row})) FROM (SELECT * FROM ${table} ORDER BY created_at, rowid))`;
    }),
  );
  return query(`SELECT json_object(${parts.join(", ")}) AS found`);
}
