import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fillAddresses } from "@/lib/jobs/fill_addresses";
import { send } from "@/lib/testing/client";
import { TestClock } from "@/lib/testing/clock";
import { recentStatus } from "@/lib/testing/http/recent_status";
import { PASSWORD, refreshForTokens, refreshStatus, signIn } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { settingsOf } from "@/lib/testing/settings";
import { createTestDatabase, TEST_SERVER, type TestDatabase } from "@/lib/testing/store/database";
import { addDjangoMigration, createFirstVersion, FIRST_VERSION } from "@/lib/testing/store/first_version";
import { addUser, openSql, type Sql, userRows } from "@/lib/testing/store/sql";
import { closeStore, openStore } from "../open";
import { migrate } from "./migrate";

let database: TestDatabase;
let sql: Sql;
beforeEach(async () => {
  database = await createTestDatabase();
  sql = openSql(database.url);
  await createFirstVersion(sql);
});
afterEach(async () => {
  await sql.close();
  await database.drop();
});

/** The driver of SQLite names columns as they were when it first saw a table: a connection is opened anew. */
async function upgrade(): Promise<string[]> {
  await sql.close();
  try {
    return await migrate(database.url);
  } finally {
    sql = openSql(database.url);
  }
}

const tableNames = async () => {
  const names =
    sql.engine === "sqlite"
      ? await sql<{
          name: string;
        }>`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`
      : await sql<{ name: string }>`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`;
  return names.map(({ name }) => name).sort();
};

const OURS = [
  "latchkey_address",
  "latchkey_django_session",
  "latchkey_email_proof",
  "latchkey_event",
  "latchkey_family",
  "latchkey_import",
  "latchkey_migration",
  "latchkey_outbox",
  "latchkey_recovery_code",
  "latchkey_session",
  "latchkey_throttle",
  "latchkey_token",
  "latchkey_totp",
];

describe("a database of the first version", () => {
  test("has Django's table and ours afterwards, and no other", async () => {
    expect((await upgrade())[0]).toBe("20261128000000_own_tables");
    expect(await tableNames()).toEqual(["auth_user", ...OURS]);
    expect(await upgrade()).toEqual([]);
  });

  test("keeps its users, and gives no id twice", async () => {
    const values = async () => (await userRows(sql)).map(({ lastLogin: _, ...user }) => user);
    const before = await values();
    await upgrade();
    expect(await values()).toEqual(before);
    expect((await userRows(sql)).map(({ lastLogin }) => lastLogin?.toISOString())).toEqual([
      "2026-11-28T09:49:06.758Z",
      "2026-11-28T09:49:07.031Z",
      "2026-11-28T09:49:07.053Z",
      "2026-11-24T13:02:24.123Z",
    ]);
    await addUser(sql, { username: "new" });
    expect((await userRows(sql)).map(({ id }) => id)).toEqual([1, 2, 3, 4, 6]);
  });

  test.skipIf(TEST_SERVER)("has all times in Django's spelling", async () => {
    await upgrade();
    const columns = [
      ["auth_user", "last_login", "date_joined"],
      ["latchkey_session", "created_at", "last_used_at", "expires_at"],
      ["latchkey_family", "created_at", "last_used_at", "expires_at", "ended_at"],
      ["latchkey_token", "created_at", "expires_at", "rotated_at", "blacklisted_at"],
    ];
    for (const [table = "", ...names] of columns) {
      for (const row of await sql.query(`SELECT ${names.join(", ")} FROM ${table}`)) {
        const texts = Object.values(row).filter((text) => text !== null);
        for (const text of texts) expect(text).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{6})?$/);
      }
    }
    expect(await sql`SELECT last_login, date_joined FROM auth_user WHERE id IN (1, 4) ORDER BY id`).toEqual([
      { last_login: "2026-11-28 09:49:06.758000", date_joined: "2026-11-28 09:49:06.758000" },
      { last_login: "2026-11-24 13:02:24.123456", date_joined: "2026-11-20 09:00:00" },
    ]);
    expect(await sql`SELECT expires_at FROM latchkey_family WHERE user_key = '2'`).toEqual([
      { expires_at: "2026-12-05 09:49:07" },
    ]);
  });

  test.skipIf(TEST_SERVER)(
    "is not upgraded where that would lose a column that a Django has added",
    async () => {
      await sql`ALTER TABLE auth_user ADD COLUMN phone varchar(20)`;
      await sql`UPDATE auth_user SET phone = '010-1234-5678'`;
      await expect(upgrade()).rejects.toThrow(
        /lose columns of auth_user that Latchkey did not make \(phone\)/,
      );
      expect((await sql<{ phone: string }>`SELECT phone FROM auth_user`)[0]?.phone).toBe("010-1234-5678");
    },
  );

  test("leaves another Prisma's notes alone from then on", async () => {
    await upgrade();
    await sql.query("CREATE TABLE _prisma_migrations (id text, migration_name text, rolled_back_at text)");
    await upgrade();
    expect(await sql.count("_prisma_migrations")).toBe(0);
  });

  test("makes claims of the addresses that were claimed, and notes the others", async () => {
    await upgrade();
    const store = await openStore(database.url);
    await fillAddresses({ store, settings: settingsOf(), now: new Date() });
    await closeStore(store);
    const rows = await sql`SELECT user_key, address, folded, claimed FROM latchkey_address ORDER BY user_key`;
    expect(rows.map((row) => ({ ...row, claimed: Boolean(row.claimed) }))).toEqual([
      { user_key: "1", address: "Mseo@naver.com", folded: "mseo@naver.com", claimed: true },
      { user_key: "2", address: "lee@도메인.한국", folded: "lee@xn--hq1bm8jm9l.xn--3e0b707e", claimed: true },
      { user_key: "4", address: "Imported@Example.com", folded: "imported@example.com", claimed: false },
    ]);
  });

  test("that a Django has joined since loses nothing of Django's", async () => {
    await addDjangoMigration(sql, "auth");
    await sql.script(
      "CREATE TABLE auth_user_groups (id integer PRIMARY KEY, user_id integer NOT NULL REFERENCES auth_user (id))",
    );
    await sql`INSERT INTO auth_user_groups (id, user_id) VALUES (1, 4)`;
    await upgrade();
    expect(await sql`SELECT * FROM auth_user_groups`).toEqual([{ id: 1, user_id: 4 }]);
    await expect(
      sql.script("PRAGMA foreign_keys = ON; DELETE FROM auth_user WHERE id = 4"),
    ).rejects.toThrow();
    expect(await tableNames()).toEqual(["auth_user", "auth_user_groups", "django_migrations", ...OURS]);
  });

  test("whose blacklist tables a Django uses keeps them, without what was ours in them", async () => {
    await addDjangoMigration(sql, "token_blacklist");
    await upgrade();
    const [outstanding] = await sql`SELECT * FROM token_blacklist_outstandingtoken WHERE id = 6`;
    expect(Object.keys(outstanding ?? {}).sort()).toEqual([
      "created_at",
      "expires_at",
      "id",
      "jti",
      "token",
      "user_id",
    ]);
    expect(outstanding).toMatchObject({
      jti: "d".repeat(32),
      user_id: 4,
      token: FIRST_VERSION.foreignBlacklisted,
    });
    expect(await sql.count("token_blacklist_blacklistedtoken")).toBe(4);
  });

  test("keeps somebody's own Prisma migrations", async () => {
    await sql`INSERT INTO "_prisma_migrations" (id, checksum, migration_name) VALUES ('1', 'x', 'theirs')`;
    await upgrade();
    expect(await sql`SELECT migration_name FROM "_prisma_migrations"`).toEqual([
      { migration_name: "theirs" },
    ]);
  });

  test.skipIf(TEST_SERVER)("whose user table a Django has made anew is mended", async () => {
    await sql.script(`
      PRAGMA foreign_keys = OFF;
      CREATE TABLE new__auth_user AS SELECT * FROM auth_user;
      ALTER TABLE new__auth_user DROP COLUMN age;
      ALTER TABLE new__auth_user DROP COLUMN latchkey_email_key;
      DROP TABLE auth_user;
      ALTER TABLE new__auth_user RENAME TO auth_user`);
    await upgrade();
    expect((await userRows(sql)).map(({ username, age }) => [username, age])).toEqual(
      ["mseo", "lee", "kim", "imported"].map((name) => [name, null]),
    );
  });
});

describe("whoever was signed in with the first version", () => {
  let server: TestServer;
  beforeEach(async () => {
    const { secretKey: SECRET_KEY, at } = FIRST_VERSION;
    const environment = {
      SECRET_KEY,
      DATABASE_URL: database.url,
      ROTATE_REFRESH_TOKENS: "true",
      BLACKLIST_AFTER_ROTATION: "true",
      ACCESS_TOKEN_LIFETIME: "1h",
      AUTH_TOKEN_CLASSES: "AccessToken",
    };
    server = await startTestServer(environment, { clock: TestClock.frozen((at + 30) * 1000) });
  });
  afterEach(() => server.close());

  test("by session is signed in", async () => {
    const headers = { Cookie: `sessionid=${FIRST_VERSION.cookie}` };
    expect(await send(server, "/user/me", { headers })).toMatchObject({
      status: 200,
      body: { id: 1, username: "mseo", email: "Mseo@naver.com", age: 24 },
    });
  });

  test("by session has signed in when the session began", async () => {
    const headers = { Cookie: `sessionid=${FIRST_VERSION.cookie}` };
    const begun = Date.parse("2026-11-28T09:49:06.758Z");
    server.clock.set(begun + 900_000 - 1);
    expect(await recentStatus(server, headers)).toBe(204);
    server.clock.set(begun + 900_000);
    expect(await recentStatus(server, headers)).toBe(403);
  });

  test("by token is signed in, and refreshes", async () => {
    const { access, refresh } = FIRST_VERSION.lee;
    expect((await send(server, "/user/me", { bearer: access })).status).toBe(200);
    const next = await refreshForTokens(server, refresh);
    expect((await send(server, "/user/me", { bearer: next.access })).status).toBe(200);
  });

  test("with a token that was rotated ends the sign-in, since a copy of it was used", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const { first, refresh } = FIRST_VERSION.lee;
    expect(await refreshStatus(server, first)).toBe(401);
    expect(await refreshStatus(server, refresh)).toBe(401);
    expect(log).toHaveBeenCalledTimes(1);
    log.mockRestore();
  });

  test("and was signed out, or is blacklisted, is not", async () => {
    const { signedOut, blacklisted } = FIRST_VERSION.kim;
    for (const token of [signedOut, blacklisted, FIRST_VERSION.foreignBlacklisted])
      expect([await refreshStatus(server, token), token]).toEqual([401, token]);
  });

  test("signs in again with the same password", async () => {
    expect(PASSWORD).toBe(FIRST_VERSION.password);
    for (const username of ["mseo", "lee", "kim", "imported"])
      expect((await signIn(server, username)).status).toBe(200);
  });
});
