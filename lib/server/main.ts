import cluster from "node:cluster";
import { setHashing } from "@/lib/credentials/passwords/hashing/compute";
import { fillAddresses } from "@/lib/jobs/fill_addresses";
import { type Finding, lineOf } from "@/lib/settings/checks/finding";
import { keepFileSecrets, readSettings } from "@/lib/settings/read";
import { type Settings, SettingsError } from "@/lib/settings/settings";
import { warnings } from "@/lib/settings/warnings";
import { isSqliteUrl, redactedUrl } from "@/lib/store/address";
import { ForeignDatabaseError } from "@/lib/store/migrations/foreign";
import { laterMigrations } from "@/lib/store/migrations/later";
import { migrate } from "@/lib/store/migrations/migrate";
import { closeStore, openStore } from "@/lib/store/open";
import { UnsuitableDatabaseError } from "@/lib/store/unsuitable";
import { databaseWarnings, laterVersionWarnings } from "./database_warnings";
import { type HashingProcess, startHashingProcess } from "./hashing_process";
import { ListenError } from "./listen";
import { requireAddresses } from "./require_addresses";
import { type Serving, serve } from "./serve";
import { endAfter, onStopRequest } from "./stop";
import { HASHES_MS } from "./stop_limits";
import { isWorker, runWorker } from "./worker";
import { startWorkers, WorkersError } from "./workers";

/** The app cannot start; the message says what to do. */
class StartError extends Error {}

/** Runs the app until it is told to stop. */
async function main(): Promise<void> {
  // Whoever reads the log may be gone; without a listener, writing would then end the process.
  for (const output of [process.stdout, process.stderr]) output.on("error", () => {});
  const settings = readSettings(process.env);
  if (isWorker()) return runWorker(settings);
  let finish = async () => {};
  onStopRequest(endAfter(() => finish()));
  // A process manager that runs the app in a cluster of its own has made this process.
  if (cluster.isWorker) {
    finish = (await serve(settings)).stop;
    return;
  }
  keepFileSecrets(process.env);
  for (const warning of warnings(settings)) warn(warning);
  await prepareDatabase(settings);
  const hashing = startHashingProcess();
  setHashing(hashing.hashing);
  const serving = settings.workers === 1 ? await serve(settings) : await startWorkers(settings, hashing);
  finish = () => finishRequests(serving, hashing);
  const host = settings.host.includes(":") ? `[${settings.host}]` : settings.host;
  const address = `http://${host}:${serving.port}`;
  console.log(`Latchkey is ready on ${address}`);
  // To `npm start`. Where the port is any free one, the settings do not have it.
  process.send?.({ ready: settings.port === 0 ? address : settings.origin }, undefined, undefined, () => {});
}

/** Hashes that are not computed in time are refused, with which their requests are answered. */
async function finishRequests(serving: Serving, hashing: HashingProcess): Promise<void> {
  const giveUp = setTimeout(() => void hashing.stop(), HASHES_MS);
  await serving.stop();
  clearTimeout(giveUp);
  await hashing.stop();
}

async function prepareDatabase(settings: Settings): Promise<void> {
  const url = settings.databaseUrl;
  try {
    const applied = await migrate(url);
    if (applied.length > 0)
      console.log(`Database ${redactedUrl(url)}: ${applied.length} migration(s) applied.`);
    // Before the server listens: sign-up refuses the addresses of existing users only once they are recorded.
    const store = await openStore(url, settings.userTable);
    requireAddresses(settings, store);
    await fillAddresses({ settings, store, now: new Date() });
    const later = await laterMigrations(store.statements);
    for (const warning of [...databaseWarnings(settings, store), ...laterVersionWarnings(later)])
      warn(warning);
    await closeStore(store);
  } catch (error) {
    if (error instanceof ForeignDatabaseError || error instanceof UnsuitableDatabaseError)
      throw new StartError(error.message);
    const reason = reasonOf(error);
    const remedy = isSqliteUrl(url)
      ? "check that its folder can be written"
      : "check that the server runs and that the database exists";
    throw new StartError(
      `The database ${redactedUrl(url)} cannot be opened or migrated (${reason}): ${remedy}, or set DATABASE_URL.`,
    );
  }
}

/** In the words of `npm run check:deploy`. */
function warn(warning: Finding): void {
  console.warn(`warning: ${lineOf(warning)}`);
}

/** Where none of a host's several addresses answers, Node's error has no message of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(", ");
  return error instanceof Error ? error.message : String(error);
}

main().catch((error: unknown) => {
  const known = [SettingsError, ListenError, StartError, WorkersError].some((kind) => error instanceof kind);
  // A worker's failure is printed by the primary.
  if (!isWorker()) console.error(known && error instanceof Error ? error.message : error);
  process.exit(1);
});
