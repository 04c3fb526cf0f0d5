import { chmodSync, readFileSync, statSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, TEST_SERVER, type TestDatabase } from "@/lib/testing/store/database";
import { openSql, type Sql } from "@/lib/testing/store/sql";
import { sqliteFile } from "../address";
import { closeStore, openStore } from "../open";
import { collectGarbage } from "../sqlite/collect_garbage.js";
import { AUTH_USER } from "../user_mapping";
import { findUserByUsername } from "../users";
import { ForeignDatabaseError } from "./foreign";
import { adopt, migrate } from "./migrate";
import { undoAdoption } from "./undo_adoption";

/** The tables of a Django 5.2 whose users are in user_user, with simplejwt's blacklist. */
let database: TestDatabase;
let sql: Sql;
beforeEach(async () => {
  database = await createTestDatabase();
  await reopened((sql) =>
    sql.script(readFileSync(`lib/store/migrations/fixtures/django_5.2_${sql.engine}.sql`, "utf8")),
  );
});
afterEach(async () => {
  await sql.close();
  await database.drop();
});

/** A connection anew: the driver of SQLite names columns as they were when it first saw a table. */
async function reopened<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
  await sql?.close();
  sql = openSql(database.url);
  return work(sql);
}

/** What describes tables and indexes, by their names. */
const SCHEMA = {
  sqlite:
    "SELECT tbl_name AS table_name, name, sql AS definition FROM sqlite_master WHERE name <> 'sqlite_sequence'",
  postgresql: `
    SELECT table_name, column_name AS name, concat(data_type, is_nullable, column_default, character_maximum_length) AS definition
    FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
      WHERE connamespace = 'public'::regnamespace AND contype <> 'n'`,
} as const;

async function schemaOf(sql: Sql, isOurs: boolean): Promise<unknown[]> {
  const rows = await sql.query<{ table_name: string }>(`${SCHEMA[sql.engine]} ORDER BY 1, 2, 3`);
  return rows.filter(
    ({ table_name: name }) => name.startsWith("latchkey_") === isOurs && name !== "latchkey_adoption",
  );
}

describe("adopting a Django project's database", () => {
  test("makes the tables that a database of Latchkey's own has, and changes none of Django's", async () => {
    const django = await schemaOf(sql, false);
    await adopt(database.url);
    const own = await createTestDatabase();
    await migrate(own.url);
    const ownSql = openSql(own.url);
    const expected = await schemaOf(ownSql, true);
    await ownSql.close();
    await own.drop();
    await reopened(async (sql) => {
      expect(await schemaOf(sql, false)).toEqual(django);
      expect(await schemaOf(sql, true)).toEqual(expected);
    });
  });

  test("is refused by a mere start, done once, and migrated from then on", async () => {
    await expect(migrate(database.url)).rejects.toThrow(/npm run adopt/);
    const applied = await adopt(database.url);
    expect(applied.length).toBeGreaterThan(5);
    expect(await adopt(database.url)).toEqual([]);
    expect(await migrate(database.url)).toEqual([]);
    expect(await sql.count("latchkey_adoption")).toBe(1);
  });

  test("lets its users be found, and the table be known as Django's", async () => {
    await sql.query(
      `INSERT INTO user_user (password, is_superuser, username, first_name, last_name, email, is_staff, is_active, date_joined)
       VALUES ('!', false, 'jung', '', '', '', false, true, '2026-11-24 12:00:00')`,
    );
    await adopt(database.url);
    const store = await openStore(database.url, { ...AUTH_USER, table: "user_user" });
    expect(await findUserByUsername(store, "jung")).toMatchObject({ username: "jung", age: null });
    expect(store.schema).toMatchObject({ hasOwnUserTable: false, hasBlacklistTables: true });
    await closeStore(store);
    await expect(openStore(database.url)).rejects.toThrow(
      "The database has no table auth_user: name the one of the users in USER_TABLE.",
    );
  });

  test.skipIf(TEST_SERVER)("leaves the modes of its files as they are", async () => {
    const file = sqliteFile(database.url);
    chmodSync(file, 0o664);
    await adopt(database.url);
    await migrate(database.url);
    await closeStore(await openStore(database.url, { ...AUTH_USER, table: "user_user" }));
    expect(statSync(file).mode & 0o777).toBe(0o664);
  });

  test("is undone without a trace, and not twice", async () => {
    const before = [await schemaOf(sql, false), await schemaOf(sql, true)];
    await adopt(database.url);
    await sql.close();
    // The driver closes a database once its statements are collected.
    await collectGarbage();
    const dropped = await undoAdoption(database.url);
    expect(dropped).toContain("latchkey_session");
    await reopened(async (sql) => {
      expect([await schemaOf(sql, false), await schemaOf(sql, true)]).toEqual(before);
      if (sql.engine === "sqlite")
        expect(await sql.query("PRAGMA journal_mode")).toEqual([{ journal_mode: "delete" }]);
    });
    await expect(undoAdoption(database.url)).rejects.toThrow(/was not adopted/);
    await expect(migrate(database.url)).rejects.toBeInstanceOf(ForeignDatabaseError);
  });
});

test("a database of Latchkey's own is neither adopted, nor given up", async () => {
  const own = await createTestDatabase();
  await expect(adopt(own.url)).rejects.toThrow(/has no tables|There is no file/);
  await migrate(own.url);
  await expect(adopt(own.url)).rejects.toThrow(/is Latchkey's own/);
  await expect(undoAdoption(own.url)).rejects.toThrow(/was not adopted/);
  const ownSql = openSql(own.url);
  expect(await ownSql.count("auth_user")).toBe(0);
  await ownSql.close();
  await own.drop();
});
