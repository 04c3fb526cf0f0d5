import { randomUUID } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import path from "node:path";
import { type Client, createClient } from "@libsql/client";
import { sqliteFile } from "../open";
import { checkUnchanged, type Migration, readMigrations } from "./read";

const PRISMA_MIGRATIONS = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "checksum" TEXT NOT NULL,
  "finished_at" DATETIME,
  "migration_name" TEXT NOT NULL,
  "logs" TEXT,
  "rolled_back_at" DATETIME,
  "started_at" DATETIME NOT NULL DEFAULT current_timestamp,
  "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0
)`;

/** @param url `file:` address, relative to the working directory */
export async function migrateSqlite(url: string): Promise<string[]> {
  createPrivateFile(sqliteFile(url));
  const client = createClient({ url, timeout: 5000 });
  try {
    // Readers and the writer do not wait for each other; the mode stays with the file.
    await client.execute("PRAGMA journal_mode = WAL");
    await client.execute(PRISMA_MIGRATIONS);
    const applied: string[] = [];
    for (const migration of readMigrations("prisma/migrations/sqlite")) {
      if (await apply(client, migration)) applied.push(migration.name);
    }
    return applied;
  } finally {
    client.close();
  }
}

async function apply(client: Client, migration: Migration): Promise<boolean> {
  const transaction = await client.transaction("write");
  try {
    const { rows } = await transaction.execute({
      sql: `SELECT "checksum" FROM "_prisma_migrations" WHERE "migration_name" = ? AND "rolled_back_at" IS NULL`,
      args: [migration.name],
    });
    if (rows[0]) {
      checkUnchanged(migration, rows[0].checksum);
      return false;
    }
    await transaction.executeMultiple(migration.sql);
    await transaction.execute({
      sql: `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at", "applied_steps_count") VALUES (?, ?, ?, current_timestamp, 1)`,
      args: [randomUUID(), migration.checksum, migration.name],
    });
    await transaction.commit();
    return true;
  } finally {
    transaction.close();
  }
}

/** SQLite gives its -wal and -shm files the mode of the database file. */
function createPrivateFile(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  if (!existsSync(file)) closeSync(openSync(file, "a", 0o600));
}
