import { isSqliteUrl } from "../address";
import { migratePostgresql } from "./postgresql";
import { migrateSqlite } from "./sqlite";

/**
 * Brings the database up to date, each migration in a transaction of its own; several processes may try at once. Applied
 * migrations are recorded in latchkey_migration.
 * @param url as openStore() takes it; a file that is not there is made, for its owner only
 * @returns the names of what was applied now
 * @throws ForeignDatabaseError, before anything is written, where the tables are a Django project's; where an applied
 *   migration has been edited since; where the database cannot be reached or written
 */
export function migrate(url: string): Promise<string[]> {
  return isSqliteUrl(url) ? migrateSqlite(url) : migratePostgresql(url);
}

/**
 * Makes our tables, and no others, in the database of a Django project, whose users are then ours, too. Where that was done
 * before, it does what {@link migrate} does.
 * @param url as {@link migrate} takes it, of a database that is there
 * @throws AdoptionError where the database is Latchkey's own; as {@link migrate}
 */
export function adopt(url: string): Promise<string[]> {
  return isSqliteUrl(url) ? migrateSqlite(url, { adopts: true }) : migratePostgresql(url, { adopts: true });
}
