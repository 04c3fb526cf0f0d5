import next from "next";
import type { Runtime } from "@/lib/http/runtime";
import { readSettings } from "@/lib/settings/read";
import { SettingsError } from "@/lib/settings/settings";
import { warnings } from "@/lib/settings/warnings";
import { migrate } from "@/lib/store/migrate";
import { closeStore, openStore } from "@/lib/store/open";
import { door } from "./door";
import { ListenError, listen, stop } from "./listen";

/** Runs the app until it is told to stop. */
async function main(): Promise<void> {
  const settings = readSettings(process.env);
  for (const warning of warnings(settings)) console.warn(`warning: ${warning}`);
  const applied = await migrate(settings.databaseUrl).catch(databaseFailed(settings.databaseUrl));
  if (applied.length > 0)
    console.log(`Database ${settings.databaseUrl}: ${applied.length} migration(s) applied.`);

  const runtime: Runtime = { settings, store: openStore(settings.databaseUrl), now: Date.now };
  // The pages, bundled on their own, find settings and database here.
  Object.assign(globalThis, { [Symbol.for("latchkey.runtime")]: runtime });
  const pages = next({ dev: false, hostname: settings.host, port: settings.port });
  await pages.prepare();
  const server = await listen(door(runtime, pages.getRequestHandler()), settings.host, settings.port);
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : settings.port;
  console.log(`Latchkey is ready on http://${settings.host}:${port}`);

  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, async () => {
      await stop(server);
      await closeStore(runtime.store);
      process.exit(0);
    });
  }
}

/** A start that cannot be, in one sentence. */
class StartError extends Error {}

function databaseFailed(url: string): (error: unknown) => never {
  return (error) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(
      `The database ${url} cannot be opened or migrated (${reason}): check that its folder can be written, or set DATABASE_URL.`,
    );
  };
}

main().catch((error: unknown) => {
  const known = error instanceof SettingsError || error instanceof ListenError || error instanceof StartError;
  console.error(known ? error.message : error);
  process.exit(1);
});
