/** A server for tests, in the test's own process: real HTTP in front of a real database; only the clock is the test's. */

import { writeRefusedSignIns } from "@/lib/events/refused_sign_ins";
import { createHttpServer, listen } from "@/lib/server/listen";
import type { Pages } from "@/lib/server/page_requests";
import { requestListener } from "@/lib/server/request_listener";
import { type Environment, readSettings } from "@/lib/settings/read";
import type { Settings } from "@/lib/settings/settings";
import { migrate } from "@/lib/store/migrations/migrate";
import { closeStore, openStore, type Store } from "@/lib/store/open";
import { TestClock } from "./clock";
import { noteLeaks } from "./leaks";
import { PRODUCTION_SETTINGS, TEST_SETTINGS } from "./settings";
import { createTestDatabase } from "./store/database";
import { openSql, type Sql } from "./store/sql";

export interface TestServer {
  readonly url: string;
  readonly settings: Settings;
  readonly store: Store;
  /** A connection of the test's own. */
  readonly sql: Sql;
  readonly clock: TestClock;
  close(): Promise<void>;
}

interface Options {
  /** A frozen one where none is given. */
  readonly clock?: TestClock;
  /** Another server of the same test, whose database and clock this one shares. */
  readonly beside?: TestServer | undefined;
  /** Wraps the store that requests use. */
  readonly between?: (store: Store) => Store;
  /** None where none are given: they need a build. */
  readonly pages?: Pages;
  /** What is done in the database before it is opened. */
  readonly prepare?: (sql: Sql) => Promise<unknown>;
}

/**
 * Starts a server on a database of its own, or on that of `beside`.
 * @param environment settings that differ from {@link TEST_SETTINGS}, and with DEBUG=false from {@link PRODUCTION_SETTINGS},
 * by their names
 */
export async function startTestServer(
  environment: Environment = {},
  { beside, clock = beside?.clock, between = (store) => store, pages, prepare }: Options = {},
): Promise<TestServer> {
  if (environment.DATABASE_URL && !clock)
    throw new Error("A server on another one's database takes its clock, too: name the server in `beside`.");
  const shared = beside?.settings.databaseUrl ?? environment.DATABASE_URL;
  const database = shared ? null : await createTestDatabase({ migrated: true });
  const settings = readSettings({
    ...TEST_SETTINGS,
    ...(environment.DEBUG === "false" ? PRODUCTION_SETTINGS : {}),
    ...environment,
    DATABASE_URL: shared ?? database?.url,
  });
  if (database === null) await migrate(settings.databaseUrl);
  const sql = openSql(settings.databaseUrl);
  await prepare?.(sql);
  const store = await openStore(settings.databaseUrl, settings.userTable);
  const time = clock ?? TestClock.frozen();
  const { url, stop } = await serve(settings, between(store), time, pages);
  return {
    url,
    settings,
    store,
    sql,
    clock: time,
    async close() {
      await stop();
      await writeRefusedSignIns(store);
      if (database !== null) await noteEvents(sql);
      await sql.close();
      await closeStore(store);
      await database?.drop();
    },
  };
}

/** Looks for secrets in the rows of events. A test may have taken the table away. */
async function noteEvents(sql: Sql): Promise<void> {
  const rows = await sql`SELECT * FROM latchkey_event`.catch(() => []);
  for (const row of rows) noteLeaks(JSON.stringify(row));
}

/** Test servers have no pages, unless the test brings some. */
const NO_PAGES: Pages = { has: () => false, listener: (_, response) => response.writeHead(404).end() };

/** Answers requests on a free port. @returns its address, and what ends it */
export async function serve(settings: Settings, store: Store, clock: TestClock, pages = NO_PAGES) {
  const listener = requestListener({ settings, store, now: clock.now }, pages);
  const { server, stop } = createHttpServer(listener, settings, 1);
  return { url: `http://127.0.0.1:${await listen(server, "127.0.0.1", 0)}`, stop };
}

/** Runs a check against a server of its own, which is closed afterwards. */
export async function withServer(
  environment: Environment,
  check: Check,
  options?: Pick<Options, "prepare">,
): Promise<void> {
  await withOpen(await startTestServer(environment, options), check);
}

/** The same against a second server, on the first one's database and clock. */
export async function withServerBeside(
  first: TestServer,
  environment: Environment,
  check: Check,
): Promise<void> {
  await withOpen(await startTestServer(environment, { beside: first }), check);
}

export type Check = (server: TestServer) => Promise<void>;

async function withOpen(server: TestServer, check: Check): Promise<void> {
  try {
    await check(server);
  } finally {
    await server.close();
  }
}
