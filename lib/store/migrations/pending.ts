import type { Inspection } from "../adoption/inspection";
import { query } from "../statements";
import { refuseForeign } from "./foreign";
import { ADOPTION, afterAdoption, dueOf, readMigrations } from "./read";

const TABLES = {
  sqlite: query<{ name: string }>("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"),
  // As migratePostgresql() resolves names.
  postgresql: query<{ name: string }>(`
    SELECT c.relname AS name FROM pg_class c
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND pg_table_is_visible(c.oid)
      AND c.relnamespace <> 'pg_catalog'::regnamespace`),
} as const;

const RECORDED = query<{ name: string; checksum: string }>("SELECT name, checksum FROM latchkey_migration");

/**
 * The migrations that the next start would apply; null for all of them, where there are no tables of ours yet. Nothing is written.
 * @param shownUrl the database's address, for messages
 * @throws ForeignDatabaseError where the tables are somebody else's; Error where an applied migration has been edited since
 */
export async function pendingMigrations(inspection: Inspection, shownUrl: string): Promise<string[] | null> {
  const { engine } = inspection;
  const names = new Set((await inspection.list(TABLES[engine])).map(({ name }) => name));
  const rows = names.has("latchkey_migration") ? await inspection.list(RECORDED) : [];
  const recorded = new Map(rows.map(({ name, checksum }) => [name, checksum]));
  const migrations = readMigrations(`prisma/migrations/${engine}`);
  const isAdopted = names.has(ADOPTION);
  const isOurs = isAdopted || migrations.some(({ name }) => recorded.has(name));
  refuseForeign({ names, isOurs }, shownUrl);
  if (!isOurs) return null;
  return dueOf(isAdopted ? afterAdoption(migrations) : migrations, recorded).map(({ name }) => name);
}
