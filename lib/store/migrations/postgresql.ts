import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { connectionConfig } from "../postgresql/connection";
import { checkUnchanged, type Migration, readMigrations } from "./read";

const PRISMA_MIGRATIONS = `CREATE TABLE "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

/** The lock that Prisma's engine takes, too: one at a time in a database. */
const LOCK = "SELECT pg_advisory_lock(72707369)";

/** @param url `postgresql://…`, of a database that is there */
export async function migratePostgresql(url: string): Promise<string[]> {
  // A migration, and waiting for another process's, may take as long as it takes.
  const client = new Client({ ...connectionConfig(url), query_timeout: 0 });
  // What is under way is rejected with it; unheard it would end the process.
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("SET statement_timeout = 0; SET lock_timeout = 0");
    await client.query(LOCK);
    // Asked first: who may only read and write rows need not be allowed to make a table that is there.
    const { rows } = await client.query(`SELECT to_regclass('"_prisma_migrations"') AS there`);
    if (rows[0].there === null) await client.query(PRISMA_MIGRATIONS);
    const applied: string[] = [];
    for (const migration of readMigrations("prisma/migrations/postgresql")) {
      if (await apply(client, migration)) applied.push(migration.name);
    }
    return applied;
  } finally {
    // The lock goes with the connection.
    await client.end();
  }
}

async function apply(client: Client, migration: Migration): Promise<boolean> {
  const { rows } = await client.query(
    `SELECT "checksum" FROM "_prisma_migrations" WHERE "migration_name" = $1 AND "rolled_back_at" IS NULL`,
    [migration.name],
  );
  if (rows[0]) {
    checkUnchanged(migration, rows[0].checksum);
    return false;
  }
  // Where a statement fails its connection is closed, which undoes all of them.
  await client.query("BEGIN");
  await client.query(migration.sql);
  await client.query(
    `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at", "applied_steps_count")
      VALUES ($1, $2, $3, now(), 1)`,
    [randomUUID(), migration.checksum, migration.name],
  );
  await client.query("COMMIT");
  return true;
}
