import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Client } from "@libsql/client";
import type { Environment } from "@/lib/settings/read";
import { besideServer } from "./test_family_rows";
import { openProcesses } from "./test_processes";
import { ROTATING } from "./test_settings";

/** Two server processes on one database. */
export interface ServerPair {
  readonly urls: readonly [string, string];
  /** A connection of the test's own. */
  readonly rows: Client;
  close(): Promise<void>;
}

/** @param environment settings that differ from {@link ROTATING} */
export async function startServerPair(environment: Environment = {}): Promise<ServerPair> {
  const folder = mkdtempSync(path.join(tmpdir(), "latchkey-rotation-"));
  const url = `file:${path.join(folder, "test.db")}`;
  const processes = await openProcesses();
  const start = async () => (await processes.start({ ...ROTATING, DATABASE_URL: url, ...environment })).url;
  const urls = [await start(), await start()] as const;
  const rows = besideServer(url);
  return {
    urls,
    rows,
    async close() {
      rows.close();
      await processes.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
