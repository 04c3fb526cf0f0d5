import { existsSync } from "node:fs";
import { isSqliteUrl, redactedUrl, sqliteFile } from "./address";
import type { Catalog } from "./catalog";
import { openPostgresql } from "./postgresql/statements";
import { readUserGroups } from "./read_user_groups";
import { readUserTable } from "./read_user_table";
import { buildSchema, perSchema, quoted, type Schema } from "./schema";
import { openSqlite } from "./sqlite/statements";
import { type Bool, type Engine, query, type Statements } from "./statements";
import { AUTH_USER, type UserMapping } from "./user_mapping";

/** The open database. Only this folder knows what it is: everybody else passes it on. */
export interface Store {
  readonly statements: Statements;
  readonly schema: Schema;
}

const TABLES = {
  sqlite: query<Tables>(`
    SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'latchkey_token') AS ours,
      EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'token_blacklist_blacklistedtoken') AS blacklist,
      EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'django_session') AS sessions,
      EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'django_session') AS ends`),
  postgresql: query<Tables>(`
    SELECT to_regclass('latchkey_token') IS NOT NULL AS ours,
      to_regclass('token_blacklist_blacklistedtoken') IS NOT NULL AS blacklist,
      COALESCE(has_table_privilege(to_regclass('django_session'), 'SELECT'), false) AS sessions,
      COALESCE(has_table_privilege(to_regclass('django_session'), 'SELECT')
        AND has_table_privilege(to_regclass('django_session'), 'DELETE'), false) AS ends`),
} as const satisfies Record<Engine, unknown>;

/** The first migration makes auth_user. */
const MADE = query<{ users: Bool }>(
  "SELECT EXISTS (SELECT 1 FROM latchkey_migration WHERE name LIKE '%!_first' ESCAPE '!') AS users",
);

interface Tables {
  readonly ours: Bool;
  readonly blacklist: Bool;
  readonly sessions: Bool;
  readonly ends: Bool;
}

/** The database has no tables of Latchkey's, or those of an older version. The message says what to do. */
export class NotMigratedError extends Error {}

/**
 * Opens the database that migrate() made. Which of Django's and simplejwt's tables exist is looked up now only: after Django's
 * migrations have made them, the app must be restarted.
 * @param url `postgresql://…`, or `file:…`, relative to the working directory
 * @param users where the users are
 * @throws NotMigratedError where its tables are not there; UnsuitableDatabaseError where the user table is not as `users` says;
 *   where the database cannot be reached
 */
export async function openStore(url: string, users: UserMapping = AUTH_USER): Promise<Store> {
  // The driver would make the file.
  if (isSqliteUrl(url) && !existsSync(sqliteFile(url))) throw notMigrated(url);
  const statements = isSqliteUrl(url) ? openSqlite(sqliteFile(url)) : openPostgresql(url);
  try {
    const schema = await readSchema(statements, users);
    if (schema === null) throw notMigrated(url);
    return { statements, schema };
  } catch (error) {
    await statements.close();
    throw error;
  }
}

/**
 * What a database has, by which statements are built.
 * @returns null where it has no tables of ours
 * @throws UnsuitableDatabaseError where the user table is not as `users` says
 */
export async function readSchema(statements: Catalog, users: UserMapping): Promise<Schema | null> {
  const tables = await statements.one(TABLES[statements.engine]);
  if (!tables?.ours) return null;
  const found = {
    hasBlacklistTables: Boolean(tables.blacklist),
    hasDjangoSessions: Boolean(tables.sessions),
    endsDjangoSessions: Boolean(tables.ends),
    userGroups: await readUserGroups(statements, users.table),
    hasOwnUserTable: Boolean((await statements.one(MADE))?.users) && users.table === AUTH_USER.table,
  };
  return buildSchema(statements.engine, found, await readUserTable(statements, users));
}

function notMigrated(url: string): NotMigratedError {
  return new NotMigratedError(
    `The database ${redactedUrl(url)} has no tables of Latchkey's: start the app once, or set DATABASE_URL.`,
  );
}

export async function closeStore(store: Store): Promise<void> {
  await store.statements.close();
}

const BLACKLIST = query(`
  SELECT o.jti, o.user_id FROM token_blacklist_outstandingtoken o
  LEFT JOIN token_blacklist_blacklistedtoken b ON b.token_id = o.id LIMIT 1`);

/** What requests read of Django's tables. */
const pingsOf = perSchema(({ user, hasBlacklistTables, userGroups }) => [
  query(`SELECT ${user.selected} FROM ${user.from} LIMIT 1`),
  ...(hasBlacklistTables ? [BLACKLIST] : []),
  ...(userGroups === null ? [] : [query(`SELECT 1 FROM ${quoted(userGroups.table)}, auth_group LIMIT 1`)]),
]);

/**
 * Asks the database whether it can be read and written, and still has all columns of a user, and simplejwt's tables where it
 * had them. @throws where not
 */
export async function ping(store: Store): Promise<void> {
  const { statements } = store;
  await Promise.all([...pingsOf(store).map((sql) => statements.one(sql)), statements.checkWritable()]);
}
