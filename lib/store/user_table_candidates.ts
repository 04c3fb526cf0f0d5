import { query } from "./statements";

interface Name {
  readonly name: string;
}

/** The table that the log of Django's admin refers to: that of AUTH_USER_MODEL. */
export const USERS_OF_ADMIN_LOG = {
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
export const WITH_PASSWORDS = {
  sqlite: query<Name>(`
    SELECT m.name AS name FROM sqlite_master m, pragma_table_info(m.name) c
    WHERE m.type = 'table' AND c.name IN ('password', 'last_login')
    GROUP BY m.name HAVING count(*) = 2 ORDER BY m.name`),
  postgresql: query<Name>(`
    SELECT r.relname AS name FROM pg_class r JOIN pg_attribute a ON a.attrelid = r.oid
    WHERE r.relkind IN ('r', 'p') AND pg_table_is_visible(r.oid) AND r.relnamespace <> 'pg_catalog'::regnamespace
      AND a.attname IN ('password', 'last_login')
    GROUP BY r.relname HAVING count(*) = 2 ORDER BY r.relname`),
} as const;

/** What a database says of its tables. */
export interface TableFacts {
  /** Of {@link USERS_OF_ADMIN_LOG}. */
  readonly adminLogUsers: string | null;
  /** Of {@link WITH_PASSWORDS}. */
  readonly withPasswords: readonly string[];
}

/** The one that Django's admin log refers to, auth_user, or the only one that looks like one; null where it is none of these. */
export function likelyUserTable({ adminLogUsers, withPasswords }: TableFacts): string | null {
  if (adminLogUsers !== null) return adminLogUsers;
  if (withPasswords.includes("auth_user")) return "auth_user";
  const [only, ...others] = withPasswords;
  return only !== undefined && others.length === 0 ? only : null;
}
