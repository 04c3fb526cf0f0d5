import { type Catalog, readTable } from "./catalog";
import type { UserGroups } from "./schema";
import { type Bool, query } from "./statements";

const GROUPS = "auth_group";

/** SQLite has no rights. */
const READABLE = query<{ both: Bool }>(`
  SELECT COALESCE(has_table_privilege(to_regclass(quote_ident(?)), 'SELECT')
    AND has_table_privilege(to_regclass(quote_ident(?)), 'SELECT'), false) AS both`);

/**
 * Finds the groups of a user table's users by the name that Django gives to the table between them. Null where it is not there, is
 * not as Django makes it, or may not be read.
 */
export async function readUserGroups(statements: Catalog, userTable: string): Promise<UserGroups | null> {
  const table = `${userTable}_groups`;
  const between = await readTable(statements, table);
  if (between === null || (await readTable(statements, GROUPS)) === null) return null;
  const [userColumn, ...others] = [...between.columns.keys()].filter(
    (name) => name.endsWith("_id") && name !== "group_id",
  );
  if (userColumn === undefined || others.length > 0 || !between.columns.has("group_id")) return null;
  if (statements.engine === "postgresql" && !(await statements.one(READABLE, table, GROUPS))?.both)
    return null;
  return { table, userColumn };
}
