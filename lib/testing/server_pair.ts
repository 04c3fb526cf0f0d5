/** Two servers on one database, for races between instances. */

import type { Environment } from "@/lib/settings/read";
import { openProcesses } from "./processes";
import { ROTATING } from "./settings";
import { createTestDatabase } from "./store/database";
import { openSql, type Sql } from "./store/sql";

export interface ServerPair {
  readonly urls: readonly [string, string];
  /** A connection of the test's own. */
  readonly rows: Sql;
  close(): Promise<void>;
}

/** @param environment settings that differ from {@link ROTATING} */
export async function startServerPair(environment: Environment = {}): Promise<ServerPair> {
  const { url, drop } = await createTestDatabase();
  const processes = await openProcesses();
  const start = async () => (await processes.start({ ...ROTATING, DATABASE_URL: url, ...environment })).url;
  const urls = [await start(), await start()] as const;
  const rows = openSql(url);
  return {
    urls,
    rows,
    async close() {
      await rows.close();
      await processes.close();
      await drop();
    },
  };
}
