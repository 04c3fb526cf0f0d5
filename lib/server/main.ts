import cluster from "node:cluster";
import { setHashing } from "@/lib/credentials/passwords/hashing/compute";
import { fillAddresses } from "@/lib/jobs/fill_addresses";
import { readSettings } from "@/lib/settings/read";
import { type Settings, SettingsError } from "@/lib/settings/settings";
import { warnings } from "@/lib/settings/warnings";
import { ForeignDatabaseError } from "@/lib/store/migrations/foreign";
import { migrate } from "@/lib/store/migrations/migrate";
import { closeStore, isSqliteUrl, openStore, redactedUrl } from "@/lib/store/open";
import { hashInPrimary, startHashingProcess } from "./hashing";
import { ListenError } from "./listen";
import { serve } from "./serve";
import { isOurWorker, startWorkers, tellPrimary, WorkersError } from "./workers";

/** A start that cannot be, in one sentence. */
class StartError extends Error {}

/** Runs the app until it is told to stop. */
async function main(): Promise<void> {
  const settings = readSettings(process.env);
  if (cluster.isWorker) return work(settings);
  for (const warning of warnings(settings)) console.warn(`warning: ${warning}`);
  await prepareDatabase(settings);
  const hashing = startHashingProcess();
  setHashing(hashing.hashing);
  const serving =
    settings.workers === 1 ? await serve(settings) : await startWorkers(settings.workers, hashing);
  const host = settings.host.includes(":") ? `[${settings.host}]` : settings.host;
  console.log(`Latchkey is ready on http://${host}:${serving.port}`);
  stopWhenTold(async () => {
    await serving.stop();
    await hashing.stop();
  });
}

async function work(settings: Settings): Promise<void> {
  if (isOurWorker()) hashInPrimary();
  const serving = await serve(settings).catch((error: unknown) => {
    tellPrimary({ failure: error instanceof Error ? error.message : String(error) });
    throw error;
  });
  tellPrimary({ port: serving.port });
  stopWhenTold(() => serving.stop());
}

async function prepareDatabase(settings: Settings): Promise<void> {
  const url = settings.databaseUrl;
  try {
    const applied = await migrate(url);
    if (applied.length === 0) return;
    console.log(`Database ${redactedUrl(url)}: ${applied.length} migration(s) applied.`);
    // Before anybody can sign up with an address that somebody has.
    const store = await openStore(url);
    await fillAddresses({ settings, store, now: new Date() });
    await closeStore(store);
  } catch (error) {
    if (error instanceof ForeignDatabaseError) throw new StartError(error.message);
    const reason = reasonOf(error);
    const remedy = isSqliteUrl(url)
      ? "check that its folder can be written"
      : "check that it is there and reached";
    throw new StartError(
      `The database ${redactedUrl(url)} cannot be opened or migrated (${reason}): ${remedy}, or set DATABASE_URL.`,
    );
  }
}

/** Where a host has several addresses none of which answers, Node's error has no words of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(", ");
  return error instanceof Error ? error.message : String(error);
}

function stopWhenTold(stop: () => Promise<void>): void {
  let told = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, async () => {
      // A terminal tells the whole group, and the keeper tells its workers: once is enough.
      if (told) return;
      told = true;
      await stop();
      process.exit(0);
    });
  }
}

main().catch((error: unknown) => {
  const known = [SettingsError, ListenError, StartError, WorkersError].some((kind) => error instanceof kind);
  // A worker's failure is told by the process that keeps it.
  if (!cluster.isWorker) console.error(known && error instanceof Error ? error.message : error);
  process.exit(1);
});
