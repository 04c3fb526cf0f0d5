import type { AddressInfo } from "node:net";
import { listen, stop } from "@/lib/server/listen";
import { requestListener } from "@/lib/server/request_listener";
import { type Environment, readSettings } from "@/lib/settings/read";
import type { Settings } from "@/lib/settings/settings";
import { migrate } from "@/lib/store/migrations/migrate";
import { closeStore, openStore, type Store } from "@/lib/store/open";
import { createTestDatabase } from "./store/database";

/** A server for tests: real HTTP in front of a real database of its own; only the clock can be moved. */
export interface TestServer {
  readonly url: string;
  readonly settings: Settings;
  readonly store: Store;
  /** Moves the clock. @param seconds forward, or back where negative */
  advance(seconds: number): void;
  close(): Promise<void>;
}

/** Cheap hashes, because tests are about everything else; the defaults are what production has. */
const TEST_ENVIRONMENT = {
  DEBUG: "true",
  SECRET_KEY: "a-secret-key-for-tests-that-is-long-enough-to-be-one",
  PBKDF2_ITERATIONS: "1000",
  BCRYPT_ROUNDS: "4",
  PASSWORD_VALIDATORS: "none",
};

/** @param environment settings that differ from the defaults, by their names */
export async function startTestServer(environment: Environment = {}): Promise<TestServer> {
  const database = environment.DATABASE_URL ? null : await createTestDatabase();
  const settings = readSettings({
    ...TEST_ENVIRONMENT,
    ...(database && { DATABASE_URL: database.url }),
    ...environment,
  });
  await migrate(settings.databaseUrl);
  const store = openStore(settings.databaseUrl);
  let offset = 0;
  const notFound = (_: unknown, response: import("node:http").ServerResponse) =>
    response.writeHead(404).end();
  const server = await listen(
    requestListener({ settings, store, now: () => Date.now() + offset }, notFound),
    "127.0.0.1",
    0,
  );
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    settings,
    store,
    advance(seconds) {
      offset += seconds * 1000;
    },
    async close() {
      await stop(server);
      await closeStore(store);
      await database?.drop();
    },
  };
}
