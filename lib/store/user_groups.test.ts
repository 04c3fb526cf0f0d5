import { describe, expect, test } from "vitest";
import { createTestDatabase } from "@/lib/testing/store/database";
import { addToGroups, createGroupTables } from "@/lib/testing/store/group_tables";
import { addUser, openSql, type Sql } from "@/lib/testing/store/sql";
import { createUserTable, USER_TABLES } from "@/lib/testing/store/user_tables";
import { migrate } from "./migrations/migrate";
import { closeStore, openStore, ping, type Store } from "./open";
import { findGroups } from "./user_groups";
import type { UserMapping } from "./user_mapping";

async function withStore(
  prepare: (sql: Sql) => Promise<unknown>,
  check: (store: Store, sql: Sql) => Promise<void>,
  users?: UserMapping,
): Promise<void> {
  const { url, drop } = await createTestDatabase();
  await migrate(url);
  const sql = openSql(url);
  await prepare(sql);
  const store = await openStore(url, users);
  try {
    await check(store, sql);
  } finally {
    await closeStore(store);
    await sql.close();
    await drop();
  }
}

describe("groups of users", () => {
  test("are their names in order; a user who is in none has none, and so has one who is gone", async () => {
    await withStore(createGroupTables, async (store, sql) => {
      await addUser(sql, { id: 1, username: "someone" });
      await addUser(sql, { id: 2, username: "another" });
      await addToGroups(sql, 1, ["b", "a", 'c "," \\']);
      await addToGroups(sql, 2, []);
      expect(await findGroups(store, "1")).toEqual(["a", "b", 'c "," \\']);
      expect([await findGroups(store, "2"), await findGroups(store, "3")]).toEqual([[], []]);
      await ping(store);
      await sql.script('ALTER TABLE auth_group RENAME TO "gone"');
      await expect(ping(store)).rejects.toThrow();
    });
  });

  test("are found for a model of another name, with another key", async () => {
    const users = USER_TABLES.uuid;
    const type = (engine: string) => (engine === "sqlite" ? "char(32)" : "uuid");
    const model = (sql: Sql) => ({ ...users, type: type(sql.engine), model: "person" });
    const key = "0123456789abcdef0123456789abcdef";
    const prepare = async (sql: Sql) => {
      await createUserTable(sql, "uuid");
      await createGroupTables(sql, model(sql));
    };
    await withStore(
      prepare,
      async (store, sql) => {
        await sql.query(
          `INSERT INTO "People of ""uuid""" ("uuid", password, login, "e-mail", enabled, staff, remarks, since)
          VALUES (?, 'x', 'someone', '', ?, ?, '', '2026-11-24 12:00:00')`,
          key,
          true,
          false,
        );
        await addToGroups(sql, key, ["editors"], model(sql));
        const dashed = key.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
        expect(await findGroups(store, dashed)).toEqual(["editors"]);
      },
      users,
    );
  });

  test("are none where the tables are not there, or are not Django's", async () => {
    await withStore(
      () => Promise.resolve(),
      async (store) => {
        expect(store.schema.userGroups).toBeNull();
        expect(await findGroups(store, "1")).toEqual([]);
      },
    );
    const others = [
      'CREATE TABLE "auth_user_groups" (user_id integer, group_id integer)',
      'CREATE TABLE "auth_group" (id integer, name text); CREATE TABLE "auth_user_groups" (a_id integer, b_id integer, group_id integer)',
      'CREATE TABLE "auth_group" (id integer, name text); CREATE TABLE "auth_user_groups" (user_id integer)',
    ];
    for (const tables of others)
      await withStore(
        (sql) => sql.script(tables),
        async (store) => expect(store.schema.userGroups).toBeNull(),
      );
  });
});
