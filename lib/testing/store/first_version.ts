/** A database as the first version of Latchkey made it. */

import { readFileSync } from "node:fs";
import path from "node:path";
import made from "@/lib/store/migrations/fixtures/first_version.json";
import type { Engine } from "@/lib/store/statements";
import type { Sql } from "./sql";

/** What was handed out by it: a secret key, a cookie, tokens. */
export const FIRST_VERSION = made;

/** What that version noted of its one migration, where Prisma notes its own. */
const NOTED: Readonly<Record<Engine, { name: string; checksum: string; table: string; sequence: string }>> = {
  sqlite: {
    name: "20261124000000_first",
    checksum: "384b464afff985bb0a543d2e556bd113d8e41a7a71c1e88edc1af3351dff0468",
    table: `"id" TEXT PRIMARY KEY NOT NULL, "checksum" TEXT NOT NULL, "finished_at" DATETIME, "migration_name" TEXT NOT NULL,
      "logs" TEXT, "rolled_back_at" DATETIME, "started_at" DATETIME NOT NULL DEFAULT current_timestamp,
      "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0`,
    sequence: "UPDATE sqlite_sequence SET seq = 5 WHERE name = 'auth_user'",
  },
  postgresql: {
    name: "20261125000000_first",
    checksum: "6617838c4f5b267b9405861d1904e9733f79f461ab2397b51d05f5531e049788",
    table: `"id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
      "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
      "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0`,
    sequence: "SELECT setval('auth_user_id_seq', 5)",
  },
};

/** Fills an empty database with that version's tables, and rows of four users; the id 5 was a fifth one's, who is gone. */
export async function createFirstVersion(sql: Sql): Promise<void> {
  const { name, checksum, table, sequence } = NOTED[sql.engine];
  await sql.script(readFileSync(path.join("prisma/migrations", sql.engine, name, "migration.sql"), "utf8"));
  await sql.script(readFileSync("lib/store/migrations/fixtures/first_version.sql", "utf8"));
  await sql.script(sequence);
  await sql.script(`CREATE TABLE "_prisma_migrations" (${table})`);
  await sql`INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count)
    VALUES ('84d3595a-c36e-4eb3-ad6d-237f82956f24', ${checksum}, ${name}, '2026-11-28 09:49:06', 1)`;
}

/** The app of a Django project notes that it has migrated the database. */
export async function addDjangoMigration(sql: Sql, app: string): Promise<void> {
  await sql.script(
    "CREATE TABLE IF NOT EXISTS django_migrations (id integer PRIMARY KEY, app varchar(255), name varchar(255), applied varchar(40))",
  );
  await sql`INSERT INTO django_migrations (id, app, name)
    SELECT count(*) + 1, ${app}, '0001_initial' FROM django_migrations`;
}
