import { existsSync } from "node:fs";
import { pruneExpired } from "@/lib/jobs/prune_expired";
import { readSettings } from "@/lib/settings/read";
import { SettingsError } from "@/lib/settings/settings";
import { isSqliteUrl, sqliteFile } from "@/lib/store/address";
import { closeStore, NotMigratedError, openStore } from "@/lib/store/open";
import { UnsuitableDatabaseError } from "@/lib/store/unsuitable";
import { enterBuiltFolder } from "./built_folder";
import { loadEnvFile } from "./env_file.js";
import { SetupError } from "./setup.js";

/** Deletes once what the running server deletes every hour, and says how much it was. */
async function main(): Promise<void> {
  enterBuiltFolder();
  loadEnvFile();
  const settings = readSettings(process.env);
  // openStore() refuses a missing file, too, but this message says that it is missing.
  if (isSqliteUrl(settings.databaseUrl) && !existsSync(sqliteFile(settings.databaseUrl))) {
    console.error(`There is no database ${settings.databaseUrl}: start the app once, or set DATABASE_URL.`);
    process.exit(1);
  }
  const store = await openStore(settings.databaseUrl, settings.userTable);
  const pruned = await pruneExpired({ settings, store, now: new Date() });
  await closeStore(store);
  const { tokens, blacklisted, families, sessions, addresses, events } = pruned;
  console.log(
    `Deleted ${tokens} refresh tokens (${blacklisted} of them blacklisted), ${families} sign-ins by JWT, ${sessions} sessions, ${addresses} addresses and ${events} events.`,
  );
}

main().catch((error: unknown) => {
  const known = [SettingsError, SetupError, NotMigratedError, UnsuitableDatabaseError].some(
    (kind) => error instanceof kind,
  );
  console.error(known && error instanceof Error ? error.message : error);
  process.exit(1);
});
