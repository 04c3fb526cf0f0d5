/**
 * The program of a server in a process of its own, started by processes.ts. It loads before it gets its settings, so that
 * the next server is ready when this one is killed.
 */

import { getEnvironmentData } from "node:worker_threads";
import { startOutboxSenders } from "@/lib/server/outbox_senders";
import { type Environment, readSettings } from "@/lib/settings/read";
import { migrate } from "@/lib/store/migrations/migrate";
import { openStore } from "@/lib/store/open";
import { type ClockState, TestClock } from "./clock";
import { serve } from "./server";

/** What the test tells this process. */
export type Order =
  | { readonly start: Environment; readonly clock: ClockState }
  /** Where the test's clock stands from now on. */
  | { readonly clock: ClockState }
  /** Kill yourself (SIGKILL) after this many more statements; 0: never. The count restarts. */
  | { readonly dieAfter: number }
  | { readonly tellStatements: true };

/** What this process tells the test: that it has loaded, or that it has done what it was told. */
export interface Report {
  /** Where it serves. */
  readonly url?: string;
  /** How many statements ran since the count began. */
  readonly statements?: number;
}

/** How often the outbox is looked at. */
const MAIL_INTERVAL_MS = 50;
/** How many statements ran, and behind which one it dies: statement_counter.js counts. */
const counts = getEnvironmentData("statements") as Int32Array;
const clock = TestClock.running();

process.on("message", (order: Order) => {
  obey(order).then(report, (error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
report({});

async function obey(order: Order): Promise<Report> {
  if ("clock" in order) clock.follow(order.clock);
  if ("start" in order) return { url: await start(order.start) };
  if ("dieAfter" in order) counts.set([0, order.dieAfter]);
  return { statements: counts[0] ?? 0 };
}

async function start(environment: Environment): Promise<string> {
  const settings = readSettings(environment);
  await migrate(settings.databaseUrl);
  const store = await openStore(settings.databaseUrl, settings.userTable);
  if (settings.mail.delivery === "smtp")
    startOutboxSenders({ settings, store, now: clock.now }, MAIL_INTERVAL_MS);
  return (await serve(settings, store, clock)).url;
}

function report(message: Report): void {
  process.send?.(message);
}
