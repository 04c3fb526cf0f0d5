import type { AddressInfo } from "node:net";
import { listen, stop } from "@/lib/server/listen";
import { requestListener } from "@/lib/server/request_listener";
import { type Environment, readSettings } from "@/lib/settings/read";
import { migrate } from "@/lib/store/migrations/migrate";
import { closeStore, openStore, type Store } from "@/lib/store/open";
import { createTestDatabase } from "../store/database";
import { openSql, type Sql } from "../store/sql";
import { ROTATING } from "./settings";

/** A server of this process whose clock stands still until it is moved. */
export interface FrozenServer {
  readonly url: string;
  readonly databaseUrl: string;
  readonly store: Store;
  /** A connection of the test's own. */
  readonly sql: Sql;
  /** Milliseconds since the epoch. */
  now: number;
  close(): Promise<void>;
}

/**
 * @param environment settings that differ from {@link ROTATING}
 * @param between what stands between the server and its store
 */
export async function startFrozenServer(
  environment: Environment = {},
  between: (store: Store) => Store = (store) => store,
): Promise<FrozenServer> {
  const database = environment.DATABASE_URL ? null : await createTestDatabase();
  const settings = readSettings({
    ...ROTATING,
    ...(database && { DATABASE_URL: database.url }),
    ...environment,
  });
  const { databaseUrl } = settings;
  await migrate(databaseUrl);
  const store = await openStore(databaseUrl);
  const sql = openSql(databaseUrl);
  const runtime = { settings, store: between(store), now: () => frozen.now };
  const server = await listen(
    requestListener(runtime, (_, response) => response.writeHead(404).end()),
    "127.0.0.1",
    0,
  );
  const frozen: FrozenServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    databaseUrl,
    store,
    sql,
    now: Date.now(),
    async close() {
      await stop(server);
      await sql.close();
      await closeStore(store);
      await database?.drop();
    },
  };
  return frozen;
}
