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
