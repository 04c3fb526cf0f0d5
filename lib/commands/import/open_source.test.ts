import { copyFileSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import Database from "libsql";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  addSignUp,
  HASH,
  type ImportTarget,
  openImportTarget,
  dumpedUser as user,
} from "@/lib/testing/django/import_target";

describe("a SQLite database", () => {
  let target: ImportTarget;
  beforeEach(async () => {
    target = await openImportTarget();
  });
  afterEach(() => target.close());

  function project(sql: string, { wal = false } = {}): string {
    const database = new Database(target.place("db.sqlite3"));
    if (wal) database.exec("PRAGMA journal_mode = WAL");
    database.exec(`
      CREATE TABLE people_person (
        uid integer NOT NULL PRIMARY KEY AUTOINCREMENT, email varchar(254) NOT NULL, password varchar(128) NOT NULL,
        last_login datetime NULL, years integer NULL, since datetime NOT NULL);
      CREATE TABLE other (id integer PRIMARY KEY, password text, last_login text);
      CREATE TABLE django_admin_log (id integer PRIMARY KEY, user_id integer NOT NULL REFERENCES people_person (uid));
      ${sql}`);
    database.close();
    return target.place("db.sqlite3");
  }
  const COLUMNS = { "age-column": "years", "joined-column": "since" };

  test.each([false, true])("is read by its own names and left as it is (WAL: %s)", async (wal) => {
    const from = project(
      `INSERT INTO people_person VALUES (5, 'Kim@Example.com', '${HASH}', NULL, 30, '2020-07-01 12:00:00')`,
      { wal },
    );
    const [before, files, { mode, mtimeMs }] = [
      readFileSync(from),
      readdirSync(path.dirname(from)),
      statSync(from),
    ];
    expect((await target.run(from, { ...COLUMNS, "time-zone": "Asia/Seoul" })).users.insert).toBe(1);
    expect(await target.sql`SELECT username, email, age FROM auth_user WHERE id = 5`).toEqual([
      { username: "Kim@Example.com", email: "Kim@Example.com", age: 30 },
    ]);
    const [joined] = await target.sql<{
      at: Date | string;
    }>`SELECT date_joined AS at FROM auth_user WHERE id = 5`;
    expect(new Date(typeof joined?.at === "string" ? `${joined.at}Z` : (joined?.at ?? 0)).toISOString()).toBe(
      "2020-07-01T03:00:00.000Z",
    );
    expect([readFileSync(from), readdirSync(path.dirname(from))]).toEqual([before, files]);
    expect(statSync(from)).toMatchObject({ mode, mtimeMs });
  });

  test("with bytes that are no text, and a NUL, has all others taken", async () => {
    const values = `'${HASH}', NULL, NULL, '2020-07-01 12:00:00')`;
    const from = project(`
      INSERT INTO people_person VALUES (1, 'a@example.com', ${values};
      INSERT INTO people_person VALUES (2, CAST(x'61ff62' AS TEXT), ${values};
      INSERT INTO people_person VALUES (3, CAST(x'610062' AS TEXT), ${values};
      INSERT INTO people_person VALUES (4, 'd@example.com', ${values}`);
    expect((await target.run(from, COLUMNS)).users).toMatchObject({ insert: 2, refuse: 2 });
    expect(target.remarks().map((remark) => remark.split(",").slice(3).join())).toEqual([
      "no,encoding,email",
      "no,nul,email",
    ]);
  });

  test("whose last transaction was never finished is refused, until Django has opened it", async () => {
    const live = new Database(target.place("live"));
    live.exec(
      "CREATE TABLE auth_user (id integer PRIMARY KEY, username text, password text, last_login text)",
    );
    live.exec("PRAGMA cache_size = 1; BEGIN");
    const insert = live.prepare("INSERT INTO auth_user VALUES (?, ?, '!', NULL)");
    for (let id = 1; id < 2000; id += 1) insert.run([id, `user${id}`.padEnd(100, ".")]);
    // As a process leaves them that is killed.
    for (const suffix of ["", "-journal"])
      copyFileSync(target.place(`live${suffix}`), target.place(`left${suffix}`));
    live.exec("ROLLBACK");
    live.close();
    await expect(target.run(target.place("left"))).rejects.toThrow(
      /^\S+left has a transaction that was never finished/,
    );
    new Database(target.place("left")).exec("SELECT count(*) FROM auth_user");
    expect((await target.run(target.place("left"))).users.insert).toBe(0);
  });

  test("gives nobody an id that a deleted user had", async () => {
    const from = project(`
      INSERT INTO people_person VALUES (1000, 'a@example.com', '!', NULL, NULL, '2020-07-01 12:00:00');
      DELETE FROM people_person`);
    await target.run(from, COLUMNS);
    expect(await addSignUp(target.sql)).toBe(1001);
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ["", { "user-table": "none_such" }, /^It has no table none_such\.$/],
    [
      "",
      { "email-column": "mail" },
      /^The table people_person has no column mail: name it by --email-column/,
    ],
    [
      "DROP TABLE django_admin_log",
      {},
      /^Several of its tables can be the user table \(other, people_person\)/,
    ],
    [
      "DROP TABLE django_admin_log; DROP TABLE other; DROP TABLE people_person",
      {},
      /^It has no table with the columns/,
    ],
    [
      "CREATE TABLE with_uuid (id char(32) PRIMARY KEY, username text, password text, last_login text)",
      { "user-table": "with_uuid" },
      /^The keys of with_uuid are of the type char\(32\), .* Let Latchkey work on that database itself/,
    ],
  ])("where %j, by %j, is refused", async (sql, options, message) => {
    await expect(target.run(project(sql), options)).rejects.toThrow(message);
    expect(await target.names()).toEqual([]);
  });
});

describe("what cannot be read is refused in a sentence, and nothing is lost", () => {
  let target: ImportTarget;
  beforeAll(async () => {
    target = await openImportTarget();
  });
  afterAll(() => target.close());

  const begun = JSON.stringify([user(1), user(2)]);
  test.each<[string, string | Buffer, RegExp]>([
    ["an empty file", "", /dump is empty\.$/],
    ["no JSON", "hello", /dump is neither a SQLite database nor JSON of dumpdata's/],
    [
      "a warning in front of the dump",
      `[WARNING] x\n${begun}`,
      /^Object 1 of .* cannot be read: .*Is the dump whole/,
    ],
    ["pg_dump's text", "--\n-- PostgreSQL database dump\n", /is a dump of PostgreSQL's: restore it/],
    ["an archive", Buffer.from([0x1f, 0x8b, 8, 0]), /is compressed: unpack it first\.$/],
    ["UTF-16", Buffer.from("\ufeff[]", "utf16le"), /is in UTF-16/],
    ["a torn SQLite file", "SQLite format 3\0torn", /^SQLite cannot read /],
    ["XML", '<?xml version="1.0"?>', /is XML: make it by/],
    ["no users", "[]", /has no model with password and last_login/],
    ["another list", "[1]", /^Object 1 of .*: it is no object with a model and its fields/],
    [
      "UUIDs for keys",
      JSON.stringify([user("6f1c7a3e-0000-4000-8000-000000000000")]),
      /^The keys of auth\.user are no whole numbers/,
    ],
    ["no keys", JSON.stringify([user(undefined)]), /make it without --natural-primary\.$/],
    [
      "two user models",
      JSON.stringify([user(1), { ...user(2), model: "old.user" }]),
      /^Both auth\.user and old\.user can be the user model/,
    ],
  ])("%s", async (_, content, message) => {
    writeFileSync(target.place("dump"), content);
    await expect(target.run(target.place("dump"))).rejects.toThrow(message);
  });

  test.each([
    ["/none/such", /^There is no file \/none\/such\.$/],
    ["/tmp", /^\/tmp is a folder: name the file in it\.$/],
    ["mysql://a:b@localhost/c", /^MySQL and others come by a dump/],
    ["https://example.com/dump.json", /^--from must name a SQLite database/],
    ["postgresql://localhost", /^--from must be .*postgresql:\/\/user:password@host/],
    [
      "postgresql://kim:secret@127.0.0.1:1/none",
      /^PostgreSQL cannot read postgresql:\/\/kim@127\.0\.0\.1:1\/none: /,
    ],
  ])("%s", async (from, message) => {
    const refusal = await target.run(from).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Error);
    expect((refusal as Error).message).toMatch(message);
    expect((refusal as Error).message).not.toContain("secret");
  });

  test.each([11, 21])(
    "a dump that is cut short has its whole rows taken, and another run goes on",
    async (id) => {
      const [first, second, third] = [user(id), user(id + 1), user(id + 2)];
      const whole = [first, second].map((object) => JSON.stringify(object));
      const text =
        id === 11 ? `[${whole.join(", ")}, {"model": "auth.us` : `${whole.join("\n")}\n{"model": "auth.us`;
      writeFileSync(target.place("cut"), text);
      await expect(target.run(target.place("cut"))).rejects.toThrow(
        new RegExp(`^Object 3 of .*cut \\(behind auth\\.user ${id + 1}\\) cannot be read`),
      );
      expect(await target.names()).toContain(`user${id + 1}`);
      const again = await target.run(target.dump(first, second, third));
      expect(again.users).toMatchObject({ same: 2, insert: 1 });
    },
  );

  test("a dump with a byte order mark is read", async () => {
    writeFileSync(target.place("marked"), `\ufeff${begun}`);
    expect((await target.run(target.place("marked"))).users).toMatchObject({ refuse: 0 });
  });

  test("the database that is imported into is no source", async () => {
    await expect(target.run(target.url)).rejects.toThrow(/^--from names the database of DATABASE_URL/);
  });
});
