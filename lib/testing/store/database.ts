import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import path from "node:path";
import { Client } from "pg";
import { makeDatabaseFolder } from "@/lib/commands/memory_folder.js";
import { makeMigratedFile } from "@/lib/store/migrations/new_file";

/** Address of the PostgreSQL that tests are run on; where there is none they are run on SQLite. */
export const TEST_SERVER = process.env.LATCHKEY_TEST_POSTGRESQL || undefined;

/** A database that a test has to itself, still without tables. */
export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** The database of which those on a server are copies; template.ts makes it. */
export const TEMPLATE = "latchkey_template";

/** @param migrated whether it has the tables already: a copy takes a tenth of the time that migrating does */
export async function createTestDatabase({ migrated = false } = {}): Promise<TestDatabase> {
  if (TEST_SERVER !== undefined) return createDatabaseOn(TEST_SERVER, { migrated });
  const database = createDatabaseFile();
  if (migrated) await makeMigratedFile(database.url);
  return database;
}

/** A file of SQLite's that is still to be made. */
export function createDatabaseFile(): TestDatabase {
  const folder = makeDatabaseFolder("latchkey-test-");
  return {
    url: `file:${path.join(folder, "test.db")}`,
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A database on a PostgreSQL. @param server the address of another one there */
export async function createDatabaseOn(server: string, { migrated = false } = {}): Promise<TestDatabase> {
  const name = `latchkey_${randomUUID().replaceAll("-", "")}`;
  await administer(server, `CREATE DATABASE ${name}${migrated ? ` TEMPLATE ${TEMPLATE}` : ""}`);
  return {
    url: urlOf(server, name),
    drop: () => administer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/** The address of a database on a server. */
export function urlOf(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = name;
  return url.href;
}

/** Sends one statement to a server. */
export async function administer(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
