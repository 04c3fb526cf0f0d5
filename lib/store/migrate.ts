import { createHash, randomUUID } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Client, createClient } from "@libsql/client";
import { fileOf } from "./open";

interface Migration {
  readonly name: string;
  readonly sql: string;
  /** Prisma's: SHA-256 of the file, hex. */
  readonly checksum: string;
}

/** Prisma's own table, so that `prisma migrate deploy` can be used in this one's place wherever its engine can be had. */
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

/**
 * Brings the SQLite database up to date, each migration in a transaction of its own; several processes may try at once.
 * The file is made for its owner only.
 * @param url `file:` address, relative to the working directory
 * @returns the names of what was applied now
 * @throws where an applied migration has been edited since, or the file cannot be written
 */
export async function migrate(url: string, folder = "prisma/migrations/sqlite"): Promise<string[]> {
  createPrivateFile(fileOf(url));
  const client = createClient({ url, timeout: 5000 });
  try {
    // Readers and the writer do not wait for each other; the mode stays with the file.
    await client.execute("PRAGMA journal_mode = WAL");
    await client.execute(PRISMA_MIGRATIONS);
    const applied: string[] = [];
    for (const migration of readMigrations(folder)) {
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
      if (rows[0].checksum !== migration.checksum) {
        throw new Error(
          `The migration ${migration.name} was changed after it had been applied: restore it, and write a new one.`,
        );
      }
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

function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

/** SQLite gives its -wal and -shm files the mode of the database file. */
function createPrivateFile(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  if (!existsSync(file)) closeSync(openSync(file, "a", 0o600));
}
