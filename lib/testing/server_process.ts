import type { AddressInfo } from "node:net";
import { getEnvironmentData } from "node:worker_threads";
import { listen } from "@/lib/server/listen";
import { requestListener } from "@/lib/server/request_listener";
import { type Environment, readSettings } from "@/lib/settings/read";
import { migrate } from "@/lib/store/migrations/migrate";
import { openStore } from "@/lib/store/open";

/** What the test tells this process. */
export type Order =
  | { readonly start: Environment }
  /** Dies by SIGKILL as soon as so many more statements have run; 0: never. The count begins anew. */
  | { readonly dieAfter: number }
  | { readonly tellStatements: true };

/** What this process tells the test. */
export type Report =
  | { readonly loaded: true }
  | { readonly url: string }
  | { readonly armed: true }
  | { readonly statements: number };

// The app's door on a database and a port of its own, in a process that can be killed. It loads before it is told what
// to serve, so that the next one is ready when this one dies.
/** How many statements ran, and behind which one it dies. */
const counts = getEnvironmentData("statements") as Int32Array;
process.on("message", (order: Order) => {
  obey(order).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
report({ loaded: true });

async function obey(order: Order): Promise<void> {
  if ("start" in order) report({ url: await serve(order.start) });
  else if ("dieAfter" in order) {
    counts.set([0, order.dieAfter]);
    report({ armed: true });
  } else report({ statements: counts[0] ?? 0 });
}

async function serve(environment: Environment): Promise<string> {
  const settings = readSettings(environment);
  await migrate(settings.databaseUrl);
  const runtime = { settings, store: openStore(settings.databaseUrl), now: () => Date.now() };
  const server = await listen(
    requestListener(runtime, (_, response) => response.writeHead(404).end()),
    "127.0.0.1",
    0,
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function report(message: Report): void {
  process.send?.(message);
}
