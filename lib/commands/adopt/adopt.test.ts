import { randomUUID } from "node:crypto";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { migrate } from "@/lib/store/migrations/migrate";
import { closeStore, openStore } from "@/lib/store/open";
import { AUTH_USER } from "@/lib/store/user_mapping";
import { runCommand } from "@/lib/testing/commands";
import { describedProject, describedUser } from "@/lib/testing/description";
import { SECRET } from "@/lib/testing/settings";
import { createTestDatabase, TEST_SERVER, type TestDatabase } from "@/lib/testing/store/database";
import { openSql, type Sql } from "@/lib/testing/store/sql";

/** A Django 5.2's database with users in user_user, and a folder with the app in it, where `.env` goes. */
let database: TestDatabase;
let folder: string;
beforeEach(async () => {
  database = await createTestDatabase();
  await withSql(({ engine, script }) =>
    script(readFileSync(`lib/store/migrations/fixtures/django_5.2_${engine}.sql`, "utf8")),
  );
  folder = mkdtempSync(path.join(tmpdir(), "latchkey-adopt-"));
  for (const name of ["lib", "prisma", "node_modules"])
    symlinkSync(path.resolve(name), path.join(folder, name));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

async function withSql<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = openSql(database.url);
  try {
    return await work(sql);
  } finally {
    await sql.close();
  }
}

const adopt = (...args: string[]) => runCommand("adopt.ts", args, { DATABASE_URL: database.url }, folder);
const envFile = () => readFileSync(path.join(folder, ".env"), "utf8");

/** Users as Django stores them: by name, hash and address. */
async function addUsers(...users: readonly (readonly [string, string, string])[]): Promise<void> {
  await withSql(async (sql) => {
    for (const user of users)
      await sql.query(
        `INSERT INTO user_user (username, password, email, first_name, last_name, is_superuser, is_staff, is_active, date_joined)
         VALUES (?, ?, ?, '', '', false, false, true, '2026-11-24 12:00:00')`,
        ...user,
      );
  });
}

describe("npm run adopt -- --check", () => {
  test("finds the user table by itself, writes nothing, and says what it would write", async () => {
    const before = TEST_SERVER ? null : readFileSync(new URL(database.url));
    const { code, output, errors } = await adopt("--check");
    expect([code, errors]).toEqual([0, ""]);
    expect(output).toContain("Users: 1 in user_user, whose key id is an integer.");
    expect(output).toContain("USER_TABLE=user_user");
    expect(output).toContain("# SECRET_KEY=");
    if (before) expect(readFileSync(new URL(database.url)).equals(before)).toBe(true);
    expect(() => envFile()).toThrow(/ENOENT/);
  });

  test("counts hashes, and names what somebody has to decide", async () => {
    await addUsers(
      ["ﬁsh", "crypt$$abJnggxhB/yWI", "Fish@example.com"],
      ["fish", `pbkdf2_sha256$720000$salt$${"A".repeat(43)}=`, "fish@Example.com"],
      ["kim", `sha1$salt$${"0".repeat(40)}`, ""],
    );
    const { code, output } = await adopt("--check", "--json");
    expect(code).toBe(1);
    const report = JSON.parse(output);
    expect(report.users).toMatchObject({
      total: 4,
      hashes: { crypt: 1, "pbkdf2_sha256, 720000": 1, sha1: 1 },
      hashes_not_checked: { crypt: { count: 1, examples: ["ﬁsh"] }, sha1: { count: 1, examples: ["kim"] } },
      names_alike: { count: 1, examples: ["fish, ﬁsh"] },
      addresses_shared: { count: 1, examples: ["fish@example.com"] },
    });
    expect(report.decisions).toHaveLength(4);
    expect(report.writes.env).toContainEqual({
      name: "PBKDF2_ITERATIONS",
      value: "720000",
      reason: expect.any(String),
    });
  });

  test("says that sign-up would be closed for a column that has no value", async () => {
    await withSql((sql) => sql.query("ALTER TABLE user_user ADD COLUMN phone varchar(20)"));
    if (!TEST_SERVER) return;
    await withSql((sql) =>
      sql.script("UPDATE user_user SET phone = ''; ALTER TABLE user_user ALTER phone SET NOT NULL"),
    );
    const { code, output } = await adopt("--check");
    expect(code).toBe(1);
    expect(output).toContain("Sign-up is closed here: the columns phone of user_user must have a value.");
  });
});

describe("npm run adopt -- --yes", () => {
  test("makes our tables, writes .env for its owner alone, and does no harm a second time", async () => {
    await addUsers(["mina", "!", "Mina@Example.com"]);
    for (const message of [
      "Made Latchkey's tables in the database.",
      "Latchkey's tables were there already.",
    ]) {
      const { code, output, errors } = await adopt("--yes");
      expect([code, errors]).toEqual([0, expect.not.stringContaining("rror")]);
      expect(output).toContain(message);
      expect(envFile().match(/USER_TABLE=user_user/g)).toHaveLength(1);
    }
    expect(statSync(path.join(folder, ".env")).mode & 0o777).toBe(0o600);
    const url = /^DATABASE_URL='?([^'\n]+)/m.exec(envFile())?.[1] ?? database.url;
    if (TEST_SERVER) expect(url).toMatch(/schema=latchkey,public/);
    expect(await migrate(url)).toEqual([]);
    const store = await openStore(url, { ...AUTH_USER, table: "user_user" });
    expect(store.schema.hasOwnUserTable).toBe(false);
    await closeStore(store);
    const claims = await withSql((sql) =>
      sql.query(`SELECT folded FROM ${TEST_SERVER ? "latchkey." : ""}latchkey_address`),
    );
    expect(claims).toContainEqual({ folded: "mina@example.com" });
  });

  test("reads a description, and settings that are right only beside it, a second time too", async () => {
    const user = describedUser({ table: "user_user" });
    const text = `8 objects imported automatically.\n\n${JSON.stringify(describedProject({ user }), null, 1)}\n`;
    // As PowerShell's > writes it.
    writeFileSync(path.join(folder, "django.json"), `\uFEFF${text}`, "utf16le");
    writeFileSync(path.join(folder, ".env"), "DJANGO_SESSION_COOKIE=sessionid\n");
    for (const what of ["--yes", "--yes", "--check"]) {
      const { code, errors } = await adopt("--describe", "django.json", what);
      expect([code, errors]).toEqual([0, expect.not.stringContaining("rror")]);
    }
    expect(envFile()).toContain("SESSION_COOKIE_NAME=latchkey_session\n");
    expect(envFile()).toContain("PBKDF2_ITERATIONS=600000\n");
  });

  test("keeps what .env says besides, and a key that was filled in; --undo takes the rest away", async () => {
    writeFileSync(path.join(folder, ".env"), "HOST=127.0.0.1\n");
    chmodSync(path.join(folder, ".env"), 0o640);
    await adopt("--yes");
    writeFileSync(
      path.join(folder, ".env"),
      envFile().replace("# SECRET_KEY=", () => `SECRET_KEY='${SECRET}#$'`),
    );
    await adopt("--yes");
    expect(envFile()).toMatch(/^HOST=127\.0\.0\.1\nSECRET_KEY='.*#\$'\n\n# Written by/);
    expect(envFile()).not.toContain("# SECRET_KEY=");
    const undone = await runCommand(
      "adopt.ts",
      ["--undo"],
      TEST_SERVER ? {} : { DATABASE_URL: database.url },
      folder,
    );
    expect(undone).toMatchObject({
      code: 0,
      output: expect.stringMatching(/^Dropped \d+ tables of Latchkey's/),
    });
    expect(envFile()).toBe(`HOST=127.0.0.1\nSECRET_KEY='${SECRET}#$'\n`);
    expect(statSync(path.join(folder, ".env")).mode & 0o777).toBe(0o640);
    if (TEST_SERVER)
      expect(
        await withSql((sql) => sql.query("SELECT 1 FROM pg_namespace WHERE nspname = 'latchkey'")),
      ).toEqual([]);
  });
});

describe.skipIf(!TEST_SERVER)("npm run adopt by a role of Latchkey's own", () => {
  const role = `latchkey_${randomUUID().slice(0, 8)}`;
  const asRole = (...args: string[]) => {
    const url = new URL(database.url);
    [url.username, url.password] = [role, "pw"];
    return runCommand("adopt.ts", args, { DATABASE_URL: url.href }, folder);
  };
  const grant = (...statements: string[]) => withSql((sql) => sql.script(statements.join(";")));

  test("says which rights are missing, and needs no more than the guide grants", async () => {
    // Django before 4.1 makes keys of the type serial.
    await grant(
      `CREATE ROLE ${role} LOGIN PASSWORD 'pw'`,
      "ALTER TABLE user_user ALTER id DROP IDENTITY",
      "CREATE SEQUENCE user_user_key OWNED BY user_user.id START 1000",
      "ALTER TABLE user_user ALTER id SET DEFAULT nextval('user_user_key')",
    );
    try {
      const { code, output } = await asRole("--check", "--json");
      expect(code).toBe(2);
      const { problems, decisions } = JSON.parse(output);
      expect(problems.join()).toMatch(
        /SELECT on user_user.*UPDATE on user_user.*SELECT on django_migrations.*CREATE SCHEMA latchkey/,
      );
      expect(decisions.join()).toMatch(/USAGE on user_user_key.*SELECT on token_blacklist_outstandingtoken/);
      await grant(
        `CREATE SCHEMA latchkey AUTHORIZATION ${role}`,
        `GRANT SELECT, INSERT, UPDATE, DELETE ON user_user, token_blacklist_outstandingtoken, token_blacklist_blacklistedtoken TO ${role}`,
        `GRANT SELECT ON django_migrations TO ${role}`,
        `GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${role}`,
      );
      expect(await asRole("--yes")).toMatchObject({ code: 0 });
    } finally {
      await grant(`DROP OWNED BY ${role}`, `DROP ROLE ${role}`);
    }
  });
});

test("where a file or the environment has the address of the database, --yes says what to change there", async () => {
  const file = path.join(folder, "url");
  writeFileSync(file, database.url);
  const environment = [{ DATABASE_URL_FILE: file }, { DATABASE_URL: database.url }];
  for (const given of environment) {
    const { code, errors } = await runCommand("adopt.ts", ["--yes"], given, folder);
    expect(code).toBe(0);
    if (TEST_SERVER) expect(errors).toMatch(/^warning: .*let it end in \?schema=latchkey,public there\.$/m);
    else expect(errors).not.toContain("DATABASE_URL");
    expect(/^DATABASE_URL=/m.test(envFile())).toBe(Boolean(TEST_SERVER) && "DATABASE_URL" in given);
  }
  const { code } = await runCommand("adopt.ts", ["--undo"], { DATABASE_URL_FILE: file }, folder);
  expect(code).toBe(0);
});

describe("npm run adopt ends with a sentence and exit code 2", () => {
  const run = async (url: string | null, ...args: string[]) => {
    const { code, errors } = await runCommand(
      "adopt.ts",
      args,
      url === null ? {} : { DATABASE_URL: url },
      folder,
    );
    return [code, errors.trim()];
  };

  test.each([
    [null, "Name the Django project's database in DATABASE_URL, in .env or in the environment."],
    ["file:none.db", "There is no file none.db: name the Django project's own in DATABASE_URL."],
    ["file:notes.txt", expect.stringMatching(/^The database cannot be used \(file is not a database\)/)],
    [
      "postgresql://u:secret@127.0.0.1:1/d",
      expect.stringMatching(/^The database cannot be used \(connect ECONNREFUSED/),
    ],
  ])("for %s", async (url, sentence) => {
    writeFileSync(
      path.join(folder, "notes.txt"),
      "These are notes, and no database of SQLite's. ".repeat(50),
    );
    expect(await run(url, "--check")).toEqual([2, sentence]);
  });

  test("for a database of Latchkey's own, and one that was not adopted", async () => {
    const own = await createTestDatabase();
    await migrate(own.url);
    expect(await run(own.url, "--yes")).toEqual([2, expect.stringContaining("is Latchkey's own")]);
    expect(await run(own.url, "--undo")).toEqual([2, expect.stringContaining("was not adopted")]);
    await own.drop();
  });

  test("for a description that is none, and for no word of what is to be done", async () => {
    writeFileSync(path.join(folder, "django.json"), "{}");
    mkdirSync(path.join(folder, "empty"));
    expect(await run(database.url, "--describe", "django.json", "--check")).toEqual([
      2,
      expect.stringContaining("This is not what docs/django/describe.py prints."),
    ]);
    expect((await run(database.url, "--describe", "empty", "--check"))[1]).toContain("cannot be read");
    expect((await run(database.url))[1]).toContain("--check, --yes or --undo");
  });
});
