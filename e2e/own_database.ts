import { rmSync } from "node:fs";
import path from "node:path";
import { makeDatabaseFolder } from "../lib/commands/memory_folder.js";
import { migrate } from "../lib/store/migrations/migrate";
import { openSql, type Sql } from "../lib/testing/store/sql";

type Environment = Readonly<Record<string, string>>;

/**
 * A database of a worker's own, as `environment` of `test.use`: made before the app starts on it, and removed after it.
 * @param prepare what else is done in it before
 * @param settings besides its address
 */
export function onOwnDatabase(
  prepare: (sql: Sql) => Promise<unknown>,
  settings: Environment,
): [
  (fixtures: object, use: (environment: Environment) => Promise<void>) => Promise<void>,
  { scope: "worker" },
] {
  return [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are named.
    async ({}, use) => {
      const folder = makeDatabaseFolder("latchkey-e2e-");
      const url = `file:${path.join(folder, "app.db")}`;
      await migrate(url);
      const sql = openSql(url);
      await prepare(sql);
      await sql.close();
      await use({ DATABASE_URL: url, ...settings });
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: "worker" },
  ];
}
