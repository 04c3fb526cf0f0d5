import { existsSync, realpathSync } from "node:fs";
import type { Settings } from "@/lib/settings/settings";
import { isSqliteUrl, sqliteFile } from "@/lib/store/address";
import { SourceError } from "@/lib/store/import/source";
import { migrate } from "@/lib/store/migrations/migrate";
import { NotMigratedError, openStore, type Store } from "@/lib/store/open";
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
  if (store !== null && !store.schema.hasOwnUserTable) {
    await store.statements.close();
    throw new SourceError(
      "DATABASE_URL names a database whose users are in a table of Django's: they are imported into one that Latchkey has made.",
    );
  }
  return store;
}

function isSame(url: string, from: string): boolean {
  if (!isSqliteUrl(url)) return url === from;
  if (/^\w{2,}:\/\//.test(from) && !isSqliteUrl(from)) return false;
  const [target, source] = [sqliteFile(url), pathOf(from)];
  return existsSync(target) && existsSync(source) && realpathSync(target) === realpathSync(source);
}
