import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";

/** Address of the PostgreSQL that tests are run on; where there is none they are run on SQLite. */
export const TEST_SERVER = process.env.LATCHKEY_TEST_POSTGRESQL || undefined;

/** A database that a test has to itself, still without tables. */
export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

export async function createTestDatabase(): Promise<TestDatabase> {
  return TEST_SERVER === undefined ? createFile() : createOnServer(TEST_SERVER);
}

function createFile(): TestDatabase {
  const folder = mkdtempSync(path.join(tmpdir(), "latchkey-test-"));
  return {
    url: `file:${path.join(folder, "test.db")}`,
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function createOnServer(server: string): Promise<TestDatabase> {
  const name = `latchkey_${randomUUID().replaceAll("-", "")}`;
  await administer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = name;
  return { url: url.href, drop: () => administer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
