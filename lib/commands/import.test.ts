import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { send } from "@/lib/testing/client";
import { TestClock } from "@/lib/testing/clock";
import {
  DUMPED,
  dumpedRows,
  restoreOnPostgresql,
  restoreOnSqlite,
  utcText,
  writeDump,
} from "@/lib/testing/django/dumped_project";
import { dumpedUser } from "@/lib/testing/django/import_target";
import { refreshForTokens, refreshStatus } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { createTestDatabase, TEST_SERVER, type TestDatabase } from "@/lib/testing/store/database";
import { tableRows } from "@/lib/testing/table_rows";
import { readOptions } from "./import/options";
import { type Imported, runImport } from "./import/run_import";

/** When the dump was some hours old. */
const NOW = new Date("2026-11-28T12:00:00Z");
const ALL_TOKENS = {
  known: 0,
  no_refresh: 0,
  not_verified: 0,
  stranger: 0,
  expired: 15,
  unreadable: 0,
  blacklisted: 10,
};

let folder: string;
let server: TestServer;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "latchkey-import-"));
  const environment = {
    SECRET_KEY: DUMPED.secretKey,
    PASSWORD_HASHERS: "pbkdf2_sha256,pbkdf2_sha1,bcrypt_sha256,bcrypt,scrypt,argon2,md5",
    ROTATE_REFRESH_TOKENS: "true",
    BLACKLIST_AFTER_ROTATION: "true",
  };
  server = await startTestServer(environment, { clock: TestClock.frozen(NOW.getTime()) });
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const place = (name: string) => path.join(folder, name);

/** Imports into the server's database. */
function run(from: string, options: Record<string, string | boolean> = {}): Promise<Imported> {
  const values = { from, report: place("report.csv"), ...options };
  return runImport(readOptions(values), server.settings, NOW, { write: () => {} });
}

const signInStatus = async (username: string, password: string) =>
  (await send(server, "/user/jwt_signin", { json: { username, password } })).status;
const userOf = (id: number) => {
  const user = DUMPED.users.find((user) => user.id === id);
  if (user === undefined) throw new Error(`There is no user ${id}.`);
  return user;
};

/** A user of each hasher, and some of odd names. */
function oneOfEach() {
  const signing = DUMPED.users.filter(({ signsIn }) => signsIn);
  const hashers = new Map(signing.map((user) => [user.hasher, user]));
  expect(hashers.size).toBe(7);
  // "ALICE", "Müller", "ｆｕｌｌ", and a quote.
  return [...hashers.values(), ...[262, 268, 273, 279].map(userOf)];
}

/** A time with so many characters, whatever of its fraction is written. */
function cut(time: string, digits: number): string {
  return `${time}${time.includes(".") ? "" : "."}`.padEnd(26, "0").slice(0, digits);
}

/** The users as they are to be here, from the dump. */
function expectedUsers(digits: number): Readonly<Record<string, unknown>>[] {
  const rows = [...(dumpedRows().get("user_user") ?? [])].sort((a, b) => Number(a.id) - Number(b.id));
  return rows.map(({ id, age = null, ...row }) => {
    const time = (text: string | null | undefined) => (text ? cut(utcText(text), digits) : null);
    const flags = ["is_superuser", "is_staff", "is_active"].map((name) => [name, row[name] === "t"]);
    return {
      ...{ ...row, ...Object.fromEntries(flags), id: Number(id), age: age === null ? null : Number(age) },
      ...{ last_login: time(row.last_login), date_joined: time(row.date_joined) },
    };
  });
}

async function importedUsers(digits: number): Promise<unknown[]> {
  const time = (column: string) =>
    server.sql.engine === "sqlite" ? column : `to_char(${column}, 'YYYY-MM-DD HH24:MI:SS.US')`;
  const rows = await server.sql.query(
    `SELECT *, ${time("last_login")} AS login, ${time("date_joined")} AS joined FROM auth_user ORDER BY id`,
  );
  const text = (value: unknown) => (typeof value === "string" ? cut(value, digits) : null);
  return rows.map(({ login, joined, ...row }) => ({
    ...row,
    ...{
      is_superuser: Boolean(row.is_superuser),
      is_staff: Boolean(row.is_staff),
      is_active: Boolean(row.is_active),
    },
    ...{ last_login: text(login), date_joined: text(joined) },
  }));
}

const KINDS = ["SQLite", "JSON", "JSON lines", ...(TEST_SERVER ? ["PostgreSQL"] : [])];

describe.each(KINDS)("from %s", (kind) => {
  let source: TestDatabase | null = null;
  let from: string;
  beforeEach(async () => {
    from = place("source");
    if (kind === "SQLite") restoreOnSqlite(from);
    else if (kind === "PostgreSQL") {
      source = await createTestDatabase();
      await restoreOnPostgresql(source.url);
      from = source.url;
    } else writeDump(from, kind === "JSON" ? "json" : "jsonl");
  });
  afterEach(async () => {
    await source?.drop();
    source = null;
  });

  test("all users come with all they have, and another run changes nothing", async () => {
    expect(await run(from, { "dry-run": true })).toMatchObject({ users: { insert: 280 }, notTaken: 0 });
    expect(await server.sql.count("auth_user")).toBe(0);
    const imported = await run(from);
    expect(imported).toEqual({
      users: { insert: 280, update: 0, same: 0, deleted: 0, refuse: 0 },
      tokens: { ...ALL_TOKENS, joined: 23, no_user: 2 },
      remarks: 3,
      notTaken: 0,
    });
    // dumpdata cuts times to the millisecond, in front of `+00:00`.
    const digits = kind.startsWith("JSON") ? 23 : 26;
    expect(await importedUsers(digits)).toEqual(expectedUsers(digits));
    const before = await tableRows(server);
    const again = await run(from);
    expect(again.users).toEqual({ insert: 0, update: 0, same: 280, deleted: 0, refuse: 0 });
    expect(again.tokens).toMatchObject({ joined: 0, known: 23 });
    expect(await tableRows(server)).toEqual(before);
  });

  test("passwords and tokens go on, and a sign-up gets an id of its own", async () => {
    await run(from);
    // What is stored is the same from everywhere: the hashers are tried once.
    for (const { name, password } of kind === "SQLite" ? oneOfEach() : [userOf(260)]) {
      expect([name, await signInStatus(name, password)]).toEqual([name, 200]);
      expect([name, await signInStatus(name, `${password}.`)]).toEqual([name, 401]);
    }
    for (const { refresh, blacklisted, note } of DUMPED.tokens.filter(({ listed }) => listed)) {
      const isUsable = !blacklisted && !/inactive|deleted/.test(note ?? "");
      expect([note, await refreshStatus(server, refresh)]).toEqual([note, isUsable ? 200 : 401]);
    }
    const taken = { username: "new", password: "a password", email: "DUP@example.com" };
    expect((await send(server, "/user/jwt_signup", { json: taken })).body).toHaveProperty("email");
    const signUp = await send(server, "/user/jwt_signup", { json: { ...taken, email: "" } });
    expect([signUp.status, signUp.body]).toMatchObject([201, { user: { id: 282 } }]);
  });

  test("a live refresh token is one of the sign-ins of its user, and ends with them", async () => {
    await run(from);
    const [first, second] = DUMPED.tokens;
    const { name: username, password } = userOf(2);
    expect([first?.user, second?.user]).toEqual(["1", "2"]);
    const { access } = await refreshForTokens(server, first?.refresh ?? "");
    expect((await send(server, "/user/sessions", { bearer: access })).body).toMatchObject([
      { id: first?.jti, created: "2026-11-28T07:54:47.000Z", mode: "jwt", current: true },
    ]);
    const signIn = await send(server, "/user/jwt_signin", { json: { username, password } });
    const json = { old_password: password, new_password: "another password" };
    const bearer = String(signIn.body?.access);
    expect((await send(server, "/user/password_change", { json, bearer })).status).toBe(204);
    expect(await refreshStatus(server, second?.refresh ?? "")).toBe(401);
    // Another run brings neither the former password nor the token back.
    expect((await run(from)).users).toMatchObject({ same: 280 });
    expect(await signInStatus(username, "another password")).toBe(200);
    expect(await refreshStatus(server, second?.refresh ?? "")).toBe(401);
  });
});

test("a token of somebody whose id is another account's here does not open that account", async () => {
  const signUp = await send(server, "/user/jwt_signup", {
    json: { username: "here", password: "a password" },
  });
  expect(signUp.body).toMatchObject({ user: { id: 1, username: "here" } });
  writeDump(place("dump"), "json");
  const { users, tokens } = await run(place("dump"));
  expect([users, tokens]).toMatchObject([
    { insert: 279, refuse: 1 },
    { joined: 22, stranger: 1 },
  ]);
  const [token] = DUMPED.tokens;
  expect([token?.user, await refreshStatus(server, token?.refresh ?? "")]).toEqual(["1", 401]);
  expect((await run(place("dump"))).tokens).toMatchObject({ known: 22, stranger: 1 });
});

test("people sign up while it runs, and each name is one account's", async () => {
  const users = Array.from({ length: 1500 }, (_, index) => JSON.stringify(dumpedUser(index + 100)));
  writeFileSync(place("dump"), users.join("\n"));
  const signUp = (username: string) =>
    send(server, "/user/jwt_signup", { json: { username, password: "a password" } });
  // Some of them are imported at this moment.
  const names = Array.from({ length: 12 }, (_, index) =>
    index % 2 === 0 ? `user${1590 - index}` : `here${index}`,
  );
  const [{ users: counts }, ...answers] = await Promise.all([run(place("dump")), ...names.map(signUp)]);
  const made = answers.filter(({ status }) => status === 201).length;
  expect(answers.map(({ status }) => status).filter((status) => status !== 201 && status !== 400)).toEqual(
    [],
  );
  expect(made).toBeGreaterThanOrEqual(6);
  expect(counts.insert + counts.refuse).toBe(1500);
  expect(await server.sql.count("auth_user")).toBe(counts.insert + made);
  expect(await server.sql`SELECT username FROM auth_user GROUP BY username HAVING count(*) > 1`).toEqual([]);
});
