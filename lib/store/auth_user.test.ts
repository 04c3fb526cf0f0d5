import { afterEach, beforeEach, expect, test } from "vitest";
import { TEST_SERVER } from "@/lib/testing/store/database";
import { openTestStore, type TestStore } from "@/lib/testing/store/store";
import { replaceSession } from "./sessions";
import { insertUser } from "./users";

let database: TestStore;
beforeEach(async () => {
  database = await openTestStore();
});
afterEach(() => database.close());

test.skipIf(TEST_SERVER)("the user table is Django's, as Django makes it on SQLite, with age", async () => {
  const rows =
    await database.sql`SELECT type, name, sql FROM sqlite_master WHERE tbl_name = 'auth_user' ORDER BY type`;
  // What Django 5.2's migrations come to for a model class User(AbstractUser): age = IntegerField(null=True).
  expect(rows).toEqual([
    { type: "index", name: "sqlite_autoindex_auth_user_1", sql: null },
    {
      type: "table",
      name: "auth_user",
      sql: 'CREATE TABLE "auth_user" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(128) NOT NULL, "last_login" datetime NULL, "is_superuser" bool NOT NULL, "username" varchar(150) NOT NULL UNIQUE, "first_name" varchar(150) NOT NULL, "last_name" varchar(150) NOT NULL, "email" varchar(254) NOT NULL, "is_staff" bool NOT NULL, "is_active" bool NOT NULL, "date_joined" datetime NOT NULL, "age" integer NULL)',
    },
  ]);
});

test.runIf(TEST_SERVER)(
  "the user table is Django's, as Django makes it on PostgreSQL, with age",
  async () => {
    const { sql } = database;
    const columns = await sql<{ text: string }>`
    SELECT concat_ws(' ', attname, format_type(atttypid, atttypmod), CASE WHEN attnotnull THEN 'NOT NULL' END,
      CASE attidentity WHEN 'd' THEN 'BY DEFAULT AS IDENTITY' END, pg_get_expr(adbin, adrelid)) AS text
    FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE attrelid = 'auth_user'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`;
    expect(columns.map(({ text }) => text)).toEqual([
      "id integer NOT NULL BY DEFAULT AS IDENTITY",
      "password character varying(128) NOT NULL",
      "last_login timestamp with time zone",
      "is_superuser boolean NOT NULL",
      "username character varying(150) NOT NULL",
      "first_name character varying(150) NOT NULL",
      "last_name character varying(150) NOT NULL",
      "email character varying(254) NOT NULL",
      "is_staff boolean NOT NULL",
      "is_active boolean NOT NULL",
      "date_joined timestamp with time zone NOT NULL",
      "age integer",
    ]);
    const constraints = await sql<{ text: string }>`
    SELECT conname || ' ' || pg_get_constraintdef(oid) AS text FROM pg_constraint
    WHERE 'auth_user'::regclass IN (conrelid, confrelid) ORDER BY 1`;
    expect(constraints.map(({ text }) => text)).toEqual([
      "auth_user_pkey PRIMARY KEY (id)",
      "auth_user_username_key UNIQUE (username)",
    ]);
    const indexes = await sql<{ indexdef: string }>`
    SELECT indexdef FROM pg_indexes WHERE tablename = 'auth_user' ORDER BY indexname`;
    expect(indexes.map(({ indexdef }) => indexdef.replace(/^.* USING btree /, ""))).toEqual([
      "(id)",
      "(username varchar_pattern_ops)",
      "(username)",
    ]);
    const [sequence] = await sql`SELECT pg_get_serial_sequence('auth_user', 'id') AS name`;
    expect(sequence).toEqual({ name: "public.auth_user_id_seq" });
  },
);

test("nothing of ours refers to Django's tables: no foreign key, trigger or view", async () => {
  const { sql } = database;
  const found =
    sql.engine === "sqlite"
      ? await sql`SELECT m.name, k."table" FROM sqlite_master m, pragma_foreign_key_list(m.name) k
          UNION ALL SELECT name, type FROM sqlite_master WHERE type IN ('trigger', 'view')`
      : await sql`SELECT conrelid::regclass::text AS name, confrelid::regclass::text AS "table"
          FROM pg_constraint WHERE contype = 'f'
          UNION ALL SELECT tgname, 'trigger' FROM pg_trigger WHERE NOT tgisinternal
          UNION ALL SELECT viewname, 'view' FROM pg_views WHERE schemaname = 'public'`;
  expect(found).toEqual([{ name: "latchkey_token", table: "latchkey_family" }]);
});

test("a user is inserted with all of Django's columns, and times are spelled as Django spells them", async () => {
  const { sql, store } = database;
  const whole = new Date("2026-11-24T13:02:24Z");
  const user = { username: "new", password: "!", email: "", foldedEmail: null, age: null, joinedAt: whole };
  const inserted = await insertUser(store, user);
  const userKey = inserted.ok ? inserted.user.key : "";
  const [{ id: _, ...row } = { id: 0 }] = await sql`SELECT * FROM auth_user WHERE username = 'new'`;
  const no = sql.engine === "sqlite" ? 0 : false;
  expect(row).toEqual({
    username: "new",
    password: "!",
    email: "",
    first_name: "",
    last_name: "",
    is_superuser: no,
    is_staff: no,
    is_active: sql.engine === "sqlite" ? 1 : true,
    last_login: null,
    age: null,
    date_joined: sql.engine === "sqlite" ? "2026-11-24 13:02:24" : whole,
  });
  const later = new Date("2026-11-24T13:02:24.120Z");
  const session = { id: "s", keyDigest: "k", userKey, passwordDigest: "d", address: null, userAgent: null };
  await replaceSession(
    store,
    { ...session, createdAt: later, expiresAt: later },
    { formerKeyDigests: [], app: null, perUser: null },
  );
  const spelled = sql.engine === "sqlite" ? "2026-11-24 13:02:24.120000" : later;
  expect(await sql`SELECT last_login FROM auth_user WHERE username = 'new'`).toEqual([
    { last_login: spelled },
  ]);
  expect(await sql`SELECT created_at, expires_at FROM latchkey_session`).toEqual([
    { created_at: spelled, expires_at: spelled },
  ]);
});
