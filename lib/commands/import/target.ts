import { existsSync, realpathSync } from "node:fs";
import type { Settings } from "@/lib/settings/settings";
import { isSqliteUrl, sqliteFile } from "@/lib/store/address";
import { canImport } from "@/lib/store/import/find_imported";
import { SourceError } from "@/lib/store/import/source";
import { migrate } from "@/lib/store/migrations/migrate";
import { closeStore, NotMigratedError, openStore, type Store } from "@/lib/store/open";
import { pathOf } from "./open_source";

/**
 * The database that is imported into; it is made, or brought up to date.
 * @returns null in a dry run into one that is not there: nothing is made then
 * @throws SourceError where it is the source itself, or its users are not in a table of Latchkey's making; what migrate() and
 *   openStore() throw
 */
export async function openTarget(
  { databaseUrl: url, userTable }: Pick<Settings, "databaseUrl" | "userTable">,
  from: string,
  isDryRun: boolean,
): Promise<Store | null> {
  if (isSame(url, from))
    throw new SourceError(
      "--from names the database of DATABASE_URL: that is the one that is imported into.",
    );
  if (!isDryRun) await migrate(url);
  const store = await openStore(url, userTable).catch((error: unknown) => {
    if (isDryRun && error instanceof NotMigratedError) return null;
    throw error;
  });
  const problem = store === null ? null : await problemOf(store);
  if (store === null || problem === null) return store;
  await closeStore(store);
  throw new SourceError(problem);
}

async function problemOf(store: Store): Promise<string | null> {
  if (!store.schema.hasOwnUserTable)
    return "DATABASE_URL names a database whose users are in a table of Django's: they are imported into one that Latchkey has made.";
  return (await canImport(store))
    ? null
    : "The database of DATABASE_URL was made by an older version, and a dry run does not bring it up to date: start the app once before.";
}

function isSame(url: string, from: string): boolean {
  if (!isSqliteUrl(url)) return url === from;
  if (/^\w{2,}:\/\//.test(from) && !isSqliteUrl(from)) return false;
  const [target, source] = [sqliteFile(url), pathOf(from)];
  return existsSync(target) && existsSync(source) && realpathSync(target) === realpathSync(source);
}
