import { writeFileSync } from "node:fs";
import { openPostgresql } from "@/lib/store/postgresql/statements";
import { connect } from "@/lib/store/sqlite/connection.js";
import { openSqlite } from "@/lib/store/sqlite/statements";
import type { Statements } from "@/lib/store/statements";
import { createTestDatabase, TEST_SERVER } from "./database";

/** Statements on a database of a test's own, which has one table: `note (id, text, at)`. */
export interface TestStatements {
  readonly statements: Statements;
  readonly url: string;
  close(): Promise<void>;
}

const TABLES = {
  sqlite: "CREATE TABLE note (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT UNIQUE, at DATETIME)",
  postgresql: "CREATE TABLE note (id BIGSERIAL PRIMARY KEY, text TEXT UNIQUE, at TIMESTAMPTZ)",
};

export async function openTestStatements(): Promise<TestStatements> {
  const { url, drop } = await createTestDatabase();
  const statements = TEST_SERVER === undefined ? openFile(url) : openPostgresql(url);
  await statements.write([{ sql: TABLES[statements.engine], params: [] }]);
  return {
    statements,
    url,
    async close() {
      await statements.close();
      await drop();
    },
  };
}

function openFile(url: string): Statements {
  const file = url.replace("file:", "");
  writeFileSync(file, "");
  const connection = connect(file, 0);
  connection.first("PRAGMA journal_mode = WAL");
  connection.close();
  return openSqlite(file);
}
