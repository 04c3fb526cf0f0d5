import { existsSync } from "node:fs";
import { pruneExpired } from "@/lib/server/pruning";
import { readSettings } from "@/lib/settings/read";
import { SettingsError } from "@/lib/settings/settings";
import { closeStore, isSqliteUrl, openStore, sqliteFile } from "@/lib/store/open";
import { loadEnvFile } from "./env_file.js";

/** Deletes once what the running server deletes every hour, and says how much it was. */
async function main(): Promise<void> {
  loadEnvFile();
  const settings = readSettings(process.env);
  // Opening a database that is not there would make an empty one.
  if (isSqliteUrl(settings.databaseUrl) && !existsSync(sqliteFile(settings.databaseUrl))) {
    console.error(`There is no database ${settings.databaseUrl}: start the app once, or set DATABASE_URL.`);
    process.exit(1);
  }
  const store = openStore(settings.databaseUrl);
  const { tokens, blacklisted, families, sessions } = await pruneExpired(store, settings, Date.now());
  await closeStore(store);
  console.log(
    `Deleted ${tokens} refresh tokens (${blacklisted} of them blacklisted), ${families} sign-ins by JWT and ${sessions} sessions.`,
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof SettingsError ? error.message : error);
  process.exit(1);
});
