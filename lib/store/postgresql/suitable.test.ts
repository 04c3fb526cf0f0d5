import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/store/database";
import { openSql, type Sql } from "@/lib/testing/store/sql";
import { migrate } from "../migrations/migrate";
import { query } from "../statements";
import { UnsuitableDatabaseError } from "../unsuitable";
import { openPostgresql } from "./statements";

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

/** Expects a start to be refused, before it has made a table. */
async function expectRefused(url: string, message: RegExp): Promise<void> {
  const refusal = await migrate(url).then(
    () => null,
    (error: unknown) => error,
  );
  expect(refusal).toBeInstanceOf(UnsuitableDatabaseError);
  expect(String(refusal)).toMatch(message);
  expect(String(refusal)).not.toContain("undefined");
  expect(await sql`SELECT 1 FROM pg_class WHERE relname = 'latchkey_migration'`).toEqual([]);
}

describe("a start is refused", () => {
  it.each(["LATIN1", "SQL_ASCII", "EUC_KR"])("in a database of the encoding %s", async (encoding) => {
    const name = `latchkey_${randomUUID().replaceAll("-", "")}`;
    await sql.script(`CREATE DATABASE ${name} ENCODING '${encoding}' LOCALE 'C' TEMPLATE template0`);
    const url = new URL(database.url);
    url.pathname = name;
    try {
      await expectRefused(url.href, new RegExp(`encoding ${encoding}.*--encoding=UTF8`));
    } finally {
      await sql.script(`DROP DATABASE ${name} WITH (FORCE)`);
    }
  });

  /** A server whose functions are others: those of the schema "public" are found first. */
  async function withFunctions(functions: string): Promise<string> {
    await sql.script(functions);
    return `${database.url}?options=-c%20search_path%3Dpublic%2Cpg_catalog`;
  }

  it.each([
    "CockroachDB CCL v24.1.0 (x86_64-pc-linux-gnu, built 2024/05/15)",
    "PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC gcc (GCC) 3.4.2, Redshift 1.0.56754",
    "PostgreSQL 11.2-YB-2.20.1.0-b0 on x86_64-pc-linux-gnu",
  ])("of what only speaks the protocol: %s", async (version) => {
    const url = await withFunctions(
      `CREATE FUNCTION public.version() RETURNS text LANGUAGE sql AS $$ SELECT '${version}' $$`,
    );
    await expectRefused(url, /only speaks PostgreSQL's protocol/);
  });

  it("of an old version", async () => {
    const url =
      await withFunctions(`CREATE FUNCTION public.current_setting(name text) RETURNS text LANGUAGE sql AS $$
      SELECT CASE name WHEN 'server_version_num' THEN '110022' ELSE pg_catalog.current_setting(name) END $$`);
    await expectRefused(url, /PostgreSQL 12 is the oldest/);
  });

  it("where advisory locks are not held", async () => {
    const url = await withFunctions(`
      CREATE FUNCTION public.pg_advisory_lock(bigint) RETURNS void LANGUAGE sql AS '';
      CREATE FUNCTION public.pg_try_advisory_lock(bigint) RETURNS boolean LANGUAGE sql AS 'SELECT true'`);
    await expectRefused(url, /advisory locks/);
  });

  it("where it can only be read", async () => {
    await expectRefused(`${database.url}?options=-c%20default_transaction_read_only%3Don`, /only be read/);
  });
});

describe("settings of the server, the database, the role and the address", () => {
  it("change nothing of a session", async () => {
    const [{ name = "" } = {}] = await sql<{ name: string }>`SELECT current_database() AS name`;
    const others = {
      DateStyle: "'SQL, DMY'",
      TimeZone: "'Asia/Kathmandu'",
      standard_conforming_strings: "off",
      default_transaction_isolation: "'serializable'",
      statement_timeout: "0",
      lock_timeout: "1",
      client_encoding: "'LATIN1'",
      enable_seqscan: "on",
      jit: "on",
    };
    for (const [setting, value] of Object.entries(others))
      await sql.script(`ALTER DATABASE ${name} SET ${setting} = ${value}`);
    await migrate(database.url);
    const statements = openPostgresql(`${database.url}?options=-c%20lock_timeout%3D2&statement_timeout=3`);
    const settings = Object.keys(others).map((key) => `current_setting('${key}') AS "${key}"`);
    const found = query(`SELECT ${settings.join(", ")}, TIMESTAMPTZ '2026-11-24 12:00:00.123Z' AS at`);
    const expected = {
      DateStyle: "ISO, MDY",
      TimeZone: "UTC",
      standard_conforming_strings: "on",
      default_transaction_isolation: "read committed",
      statement_timeout: "5s",
      lock_timeout: "1500ms",
      client_encoding: "UTF8",
      enable_seqscan: "off",
      jit: "off",
      at: new Date("2026-11-24T12:00:00.123Z"),
    };
    expect(await statements.one(found)).toEqual(expected);
    expect(await statements.list(found)).toEqual([
      { ...expected, enable_seqscan: "on", statement_timeout: "30s" },
    ]);
    await statements.close();
  });
});
