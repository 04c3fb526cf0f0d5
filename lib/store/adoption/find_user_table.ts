import type { Catalog } from "../catalog";
import { readTable } from "../catalog";
import { query } from "../statements";

interface Name {
  readonly name: string;
}

/** The table that the log of Django's admin refers to: that of AUTH_USER_MODEL. */
const OF_ADMIN_LOG = {
  sqlite: query<Name>(
    `SELECT "table" AS name FROM pragma_foreign_key_list('django_admin_log') WHERE "from" = 'user_id'`,
  ),
  postgresql: query<Name>(`
    SELECT u.relname AS name FROM pg_constraint c
      JOIN pg_class u ON u.oid = c.confrelid
      JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.contype = 'f' AND c.conrelid = to_regclass('django_admin_log') AND a.attname = 'user_id'`),
} as const;

/** The tables that have the columns of Django's AbstractBaseUser. */
const WITH_PASSWORDS = {
  sqlite: query<Name>(`
    SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c
    WHERE m.type = 'table' AND c.name IN ('password', 'last_login') GROUP BY m.name HAVING count(*) = 2`),
  postgresql: query<Name>(`
    SELECT r.relname AS name FROM pg_class r JOIN pg_attribute a ON a.attrelid = r.oid
    WHERE r.relkind IN ('r', 'p') AND pg_table_is_visible(r.oid) AND a.attname IN ('password', 'last_login')
    GROUP BY r.relname HAVING count(*) = 2`),
} as const;

const PRIMARY_KEY = {
  sqlite: query<Name>("SELECT name FROM pragma_table_info(?) WHERE pk > 0"),
  postgresql: query<Name>(`
    SELECT a.attname AS name FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
    WHERE i.indrelid = to_regclass(quote_ident(?)) AND i.indisprimary`),
} as const;

/** What a database says of its user table, for want of a description by Django. */
export interface FoundUserTable {
  readonly table: string;
  readonly key: string;
  readonly username: string;
}

/** The user table of a Django project, as its database alone tells it; null where it does not. */
export async function findUserTable(catalog: Catalog): Promise<FoundUserTable | null> {
  const table = await findName(catalog);
  if (table === null) return null;
  const found = await readTable(catalog, table);
  const [key, ...others] = await catalog.list(PRIMARY_KEY[catalog.engine], table);
  if (found === null || key === undefined || others.length > 0) return null;
  const names = ["username", "email"].filter((name) => found.columns.has(name));
  const unique = names.find((name) => found.uniques.some(({ columns }) => columns.join() === name));
  return unique === undefined ? null : { table, key: key.name, username: unique };
}

async function findName(catalog: Catalog): Promise<string | null> {
  const [ofLog] = await catalog.list(OF_ADMIN_LOG[catalog.engine]);
  if (ofLog !== undefined) return ofLog.name;
  const names = (await catalog.list(WITH_PASSWORDS[catalog.engine])).map(({ name }) => name);
  if (names.includes("auth_user")) return "auth_user";
  return names.length === 1 ? (names[0] ?? null) : null;
}
