import { copyFileSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, TEST_SERVER, type TestDatabase } from "@/lib/testing/store/database";
import { addDjangoMigration } from "@/lib/testing/store/first_version";
import { openSql, type Sql } from "@/lib/testing/store/sql";
import { isSqliteUrl, sqliteFile } from "../address";
import { NotMigratedError, openStore } from "../open";
import { ForeignDatabaseError } from "./foreign";
import { migrate } from "./migrate";

let database: TestDatabase;
let sql: Sql;
beforeEach(async () => {
  database = await createTestDatabase();
  sql = openSql(database.url);
});
afterEach(async () => {
  await sql.close();
  await database.drop();
});

/** What other databases have in them that look like ours: a Django's of its own user model, of Django's own, a part of one. */
const FOREIGN: Readonly<Record<string, (sql: Sql) => Promise<void>>> = {
  "a Django 5.2's whose users are in a table of their own": ({ engine, script }) =>
    script(readFileSync(`lib/store/migrations/fixtures/django_5.2_${engine}.sql`, "utf8")),
  "a Django's that has only begun to migrate": (sql) => addDjangoMigration(sql, "contenttypes"),
  "one that has a user table of that name": ({ script }) =>
    script("CREATE TABLE auth_user (id integer PRIMARY KEY, username varchar(150) UNIQUE)"),
  "one that has a view of that name": ({ script }) => script("CREATE VIEW auth_user AS SELECT 1 AS id"),
  "one that has simplejwt's tables": ({ script }) =>
    script("CREATE TABLE token_blacklist_outstandingtoken (id integer PRIMARY KEY, jti varchar(255) UNIQUE)"),
};

const CATALOG = `
  SELECT c.relname, c.relkind, a.attname, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull
  FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
  WHERE c.relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace, 'pg_toast'::regnamespace)
  ORDER BY 1, 3`;

/** Every byte of the file and the names beside it; or the catalog. */
async function whatIsThere(): Promise<unknown> {
  if (!isSqliteUrl(database.url)) return sql.query(CATALOG);
  await sql.close();
  const file = sqliteFile(database.url);
  return { names: readdirSync(path.dirname(file)), bytes: readFileSync(file).toString("base64") };
}

describe("a database that is somebody else's is refused, and nothing is written", () => {
  test.each(Object.entries(FOREIGN))("%s", async (_, make) => {
    await make(sql);
    const before = await whatIsThere();
    const refusal = await migrate(database.url).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ForeignDatabaseError);
    expect(String(refusal)).toMatch(
      /^Error: The database \S+ has a table \w+ that Latchkey did not make\. .* `npm run adopt -- --check` .* DATABASE_URL\.$/,
    );
    expect(await whatIsThere()).toEqual(before);
    await expect(openStore(database.url)).rejects.toBeInstanceOf(NotMigratedError);
    expect(await whatIsThere()).toEqual(before);
  });

  test.skipIf(TEST_SERVER)("also where the file is in WAL mode", async () => {
    await sql.script("PRAGMA journal_mode = WAL");
    await addDjangoMigration(sql, "auth");
    await sql.script("PRAGMA wal_checkpoint(TRUNCATE)");
    const folder = path.join(path.dirname(sqliteFile(database.url)), "copied");
    mkdirSync(folder);
    copyFileSync(sqliteFile(database.url), path.join(folder, "it is.db"));
    const before = readFileSync(path.join(folder, "it is.db"));
    await expect(migrate(`file:${folder}/it is.db`)).rejects.toBeInstanceOf(ForeignDatabaseError);
    expect(readdirSync(folder)).toEqual(["it is.db"]);
    expect(readFileSync(path.join(folder, "it is.db")).equals(before)).toBe(true);
  });

  test.skipIf(TEST_SERVER)("also where what tells of it is still in the log beside the file", async () => {
    await sql.script("PRAGMA journal_mode = WAL");
    await addDjangoMigration(sql, "auth");
    await expect(migrate(database.url)).rejects.toBeInstanceOf(ForeignDatabaseError);
  });
});

test.skipIf(TEST_SERVER)("a store that is opened makes no file where there is none", async () => {
  await expect(openStore(database.url)).rejects.toBeInstanceOf(NotMigratedError);
  expect(readdirSync(path.dirname(sqliteFile(database.url)))).toEqual([]);
});

describe("a database is taken", () => {
  test("that Latchkey made, and a Django has joined since", async () => {
    await migrate(database.url);
    await addDjangoMigration(sql, "auth");
    expect(await migrate(database.url)).toEqual([]);
  });

  test("that has tables of nobody we know", async () => {
    await sql.script("CREATE TABLE app_note (id integer PRIMARY KEY)");
    expect((await migrate(database.url)).length).toBeGreaterThan(0);
  });
});
