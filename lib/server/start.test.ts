import { existsSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sqliteFile } from "@/lib/store/address";
import { runCommand } from "@/lib/testing/commands";
import { SECRET } from "@/lib/testing/settings";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/store/database";
import { addDjangoMigration } from "@/lib/testing/store/first_version";
import { openSql } from "@/lib/testing/store/sql";

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

test("a start on a Django project's database ends with one sentence, and leaves the database alone", async () => {
  const sql = openSql(database.url);
  await addDjangoMigration(sql, "auth");
  await sql.close();
  const environment = { SECRET_KEY: SECRET, DATABASE_URL: database.url, WORKERS: "1", PORT: "0" };
  const { code, errors } = await runCommand("../server/main.ts", [], environment);
  const lines = errors.trimEnd().split("\n");
  expect([code, lines.filter((line) => !line.startsWith("warning: "))]).toEqual([
    1,
    [
      `The database ${database.url} has a table django_migrations that Latchkey did not make, and a Django project's database cannot be taken over yet: name an empty database in DATABASE_URL.`,
    ],
  ]);
  for (const companion of ["-wal", "-shm", "-journal"])
    expect(existsSync(`${sqliteFile(database.url)}${companion}`)).toBe(false);
});
