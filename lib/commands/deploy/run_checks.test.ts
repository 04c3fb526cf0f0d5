import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import type { Environment } from "@/lib/settings/environment";
import { sqliteFile } from "@/lib/store/address";
import { migrate } from "@/lib/store/migrations/migrate";
import { SECRET } from "@/lib/testing/settings";
import { administer, createTestDatabase, TEST_SERVER, type TestDatabase } from "@/lib/testing/store/database";
import { openSql, type Sql } from "@/lib/testing/store/sql";
import { runChecks } from "./run_checks";

/** A deployment in which nothing is found. */
const SAFE = {
  SECRET_KEY: SECRET,
  APP_ORIGIN: "https://sign-in.example",
  AUTH_TOKEN_CLASSES: "AccessToken",
  EMAIL_HOST: "localhost",
  TRUSTED_PROXIES: "127.0.0.1",
  PBKDF2_ITERATIONS: "1200000",
  ALGORITHM: "HS256",
};
/** What the machine of a test has: its Node.js, its secret, a server that may forget everything, databases in memory. */
const OF_TESTS = ["W050", "I001", "E066", "W067", "W069", "W070", "W054"].map((id) => `latchkey.${id}`);

let database: TestDatabase;
let folder: string;
beforeEach(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(path.join(tmpdir(), "latchkey-checks-"));
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database.drop();
});

/** Id and sentence of what is found beside what the machine of a test has. */
async function found(environment: Environment = {}, clock = Date.now, envFile = path.join(folder, ".env")) {
  const all = await runChecks({ ...SAFE, DATABASE_URL: database.url, ...environment }, envFile, clock);
  return all
    .filter(({ id }) => !OF_TESTS.includes(id))
    .map(({ id, sentence }) => `${id.slice("latchkey.".length)} ${sentence}`);
}

async function withSql(work: (sql: Sql) => Promise<unknown>): Promise<void> {
  const sql = openSql(database.url);
  await work(sql);
  await sql.close();
}

describe("of the database", () => {
  it("nothing is found where it is up to date", async () => {
    await migrate(database.url);
    const files = () => (TEST_SERVER ? [] : readdirSync(path.dirname(sqliteFile(database.url))));
    const before = files();
    expect(await found()).toEqual([]);
    expect(files()).toEqual(before);
  });

  it("a new one is named, and not made", async () => {
    expect(await found()).toEqual([expect.stringMatching(/^I061 /)]);
    expect(await found()).toEqual([expect.stringMatching(/^I061 /)]);
    if (TEST_SERVER === undefined) expect(existsSync(sqliteFile(database.url))).toBe(false);
  });

  it("pending and edited migrations are told, and not applied", async () => {
    await migrate(database.url);
    const count = (sql: Sql) => sql.count("latchkey_migration");
    let before = 0;
    await withSql(async (sql) => {
      await sql`DELETE FROM latchkey_migration WHERE name = '20261128210000_second_factor'`;
      before = await count(sql);
    });
    expect(await found()).toEqual(["W061 1 migrations are pending: 20261128210000_second_factor."]);
    await withSql(async (sql) => {
      expect(await count(sql)).toBe(before);
      await sql`UPDATE latchkey_migration SET checksum = 'edited'`;
    });
    expect(await found()).toEqual([expect.stringMatching(/^E064 The migration \S+ was changed/)]);
  });

  it("that a later version has worked on it is told", async () => {
    await migrate(database.url);
    await withSql(
      (sql) =>
        sql`INSERT INTO latchkey_migration VALUES ('29990101000000_later', '-', '2026-11-29 00:00:00')`,
    );
    expect(await found()).toEqual([
      "W073 The database has migrations of a later version: 29990101000000_later.",
    ]);
  });

  it("somebody else's is refused as a start refuses it, and so is a table that is not there", async () => {
    await withSql((sql) => sql.script("CREATE TABLE auth_user (id integer PRIMARY KEY)"));
    expect((await found())[0]).toMatch(/^E064 .*Latchkey did not make/);
    await withSql((sql) => sql.script("DROP TABLE auth_user"));
    await migrate(database.url);
    expect(await found({ USER_TABLE: "nobody" })).toEqual([expect.stringMatching(/^E063 .*no table nobody/)]);
  });

  it("what the start warns of is found, too", async () => {
    await migrate(database.url);
    expect(await found({ DJANGO_SESSION_COOKIE: "django_sessionid" })).toEqual([
      expect.stringMatching(/^W072 .*nobody is taken over/),
    ]);
  });

  it("that it cannot be reached is a finding", async () => {
    expect(await found({ DATABASE_URL: "postgresql://user:secret@127.0.0.1:1/latchkey" })).toEqual([
      expect.stringMatching(
        /^E060 The database postgresql:\/\/user(:\*+)?@127\.0\.0\.1:1\/latchkey cannot be used: .*REFUSED/,
      ),
    ]);
  });

  it.runIf(TEST_SERVER)("a clock that differs, and too few connections, are told", async () => {
    await migrate(database.url);
    expect(await found({}, () => Date.now() + 9000)).toEqual([
      expect.stringMatching(/^W068 The database's clock is 9 s behind this machine's\./),
    ]);
    const name = new URL(database.url).pathname.slice(1);
    await administer(database.url, `ALTER DATABASE ${name} CONNECTION LIMIT 20`);
    expect(await found({ WORKERS: "2" })).toEqual([]);
    expect(await found({ WORKERS: "3" })).toEqual([
      "W065 WORKERS=3 may open 24 connections, and the database lets in 20.",
    ]);
  });
});

describe("of the settings", () => {
  it("each problem that ends a start is an error", async () => {
    expect(await found({ SECRET_KEY: "short", LEEWAY: "x" })).toEqual([
      expect.stringMatching(/^E001 LEEWAY/),
      expect.stringMatching(/^E001 SECRET_KEY/),
    ]);
  });

  it("with DEBUG it is found what would be so without", async () => {
    await migrate(database.url);
    expect(await found({ DEBUG: "true" })).toEqual(["E002 DEBUG=true is for development."]);
    expect(
      await found({ DEBUG: "true", PASSWORD_VALIDATORS: "none", APP_ORIGIN: "http://x.example" }),
    ).toEqual([
      "E002 DEBUG=true is for development.",
      expect.stringMatching(/^E001 PASSWORD_VALIDATORS=none/),
    ]);
  });
});

test.skipIf(process.platform === "win32")("files of secrets that others may read are named", async () => {
  await migrate(database.url);
  const [env, secret, publicKeys] = [".env", "secret", "public.pem"].map((name) => path.join(folder, name));
  for (const file of [env, secret, publicKeys]) writeFileSync(file ?? "", SECRET, { mode: 0o644 });
  const files = { SECRET_KEY: "", SECRET_KEY_FILE: secret };
  expect((await found(files)).sort()).toEqual([
    `W051 ${env} can be read by other users of this machine.`,
    `W051 ${secret} can be read by other users of this machine.`,
  ]);
  for (const file of [env, secret]) chmodSync(file ?? "", 0o640);
  expect(await found(files)).toEqual([]);
  if (TEST_SERVER !== undefined) return;
  chmodSync(sqliteFile(database.url), 0o644);
  expect(await found()).toEqual([expect.stringMatching(/^W052 .*test\.db can be read/)]);
});
