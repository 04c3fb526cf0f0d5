/** Roles in a PostgreSQL: the project's, which owns the database, and Latchkey's, with the rights that the guide gives it alone. */

import { readFileSync } from "node:fs";
import path from "node:path";
import type { Sql } from "@/lib/testing/store/sql";

const GUIDE = path.resolve(import.meta.dirname, "../../docs/moving-from-django.md");
/** The guide's name is that of the superuser in the servers of the tests. */
const ROLE = "latchkey_app";
const PROJECT_ROLE = "shop";

/** Gives a database to the project's role. @returns its address for that role */
export async function giveToProject(sql: Sql, url: string): Promise<string> {
  const name = new URL(url).pathname.slice(1);
  await sql.script(tolerant(`CREATE ROLE ${PROJECT_ROLE} LOGIN`));
  await sql.script(
    `ALTER DATABASE ${name} OWNER TO ${PROJECT_ROLE}; GRANT ALL ON SCHEMA public TO ${PROJECT_ROLE}`,
  );
  return addressFor(PROJECT_ROLE, url);
}

/**
 * Runs the guide's statements as the superuser; again after migrations that have made tables.
 * @param table of the users
 */
export async function grantAsGuide(sql: Sql, table: string): Promise<void> {
  const [, block = ""] = /```sql\n(CREATE ROLE[\s\S]*?)```/.exec(readFileSync(GUIDE, "utf8")) ?? [];
  const text = block
    .replaceAll("accounts_user", table)
    .replace(/\b(ROLE|AUTHORIZATION|TO) latchkey\b/g, `$1 ${ROLE}`);
  const statements = text
    .replace(/^--.*$/gm, "")
    .split(";")
    .map((one) => one.trim())
    .filter(Boolean);
  for (const statement of statements) {
    const isMissing = await tableIsMissing(sql, statement);
    if (!isMissing) await sql.script(tolerant(statement));
  }
}

/** The address of a database for Latchkey's role. */
export function ownUrl(url: string): string {
  return addressFor(ROLE, url);
}

function addressFor(role: string, url: string): string {
  const address = new URL(url);
  address.username = role;
  return address.href;
}

/** A role is there for all databases of a server, and with it the schema where the guide is followed again. */
function tolerant(statement: string): string {
  if (!statement.startsWith("CREATE")) return statement;
  return `DO $do$ BEGIN ${statement}; EXCEPTION WHEN duplicate_object OR duplicate_schema THEN NULL; END $do$`;
}

/** Whether a statement is for an app that is not installed: the comments above them say so. */
async function tableIsMissing(sql: Sql, statement: string): Promise<boolean> {
  const [, names] = / ON (?!ALL )([\w, ]+) TO /.exec(statement) ?? [];
  if (names === undefined) return false;
  const [row] = await sql.query<{ missing: boolean }>(
    "SELECT bool_or(to_regclass(name) IS NULL) AS missing FROM unnest(string_to_array(?, ', ')) AS name",
    names,
  );
  return row?.missing ?? false;
}
