import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readOptions } from "@/lib/commands/import/options";
import { type Imported, runImport } from "@/lib/commands/import/run_import";
import { type Postgresql, startPostgresql } from "@/lib/commands/postgresql.js";
import { sqliteFile } from "@/lib/store/address";
import { send } from "@/lib/testing/client";
import { TestClock } from "@/lib/testing/clock";
import { canDjangoUse, type DjangoProject, type Shape, startDjango } from "@/lib/testing/django/project";
import { PASSWORD, refreshStatus, type Tokens } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { ROTATING } from "@/lib/testing/settings";
import { createDatabaseFile, createDatabaseOn, type TestDatabase } from "@/lib/testing/store/database";
import { userRows } from "@/lib/testing/store/sql";
import type { DjangoUser } from "./people";
import { type Filled, SECRET_KEY } from "./sides";

const HASHERS = "pbkdf2_sha256,pbkdf2_sha1,bcrypt_sha256,bcrypt,argon2,md5,sha1,unsalted_md5,unsalted_sha1";

// In CI a Django that is missing is a failure: everything else would say nothing of it.
const isMissing = !canDjangoUse("postgresql:") && !process.env.CI;
let postgresql: Postgresql | null = null;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "latchkey-import-"));
  if (!isMissing) postgresql = await startPostgresql();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await postgresql?.stop();
});

interface Case {
  readonly shape: Shape;
  readonly isOnPostgresql: boolean;
  /** As dumpdata names it; null: from the database itself. */
  readonly format: "json" | "jsonl" | null;
  readonly useTz: boolean;
}

const CASES: readonly Case[] = [
  { shape: "plain", isOnPostgresql: false, format: null, useTz: true },
  { shape: "plain", isOnPostgresql: false, format: null, useTz: false },
  { shape: "plain", isOnPostgresql: false, format: "json", useTz: false },
  { shape: "seed", isOnPostgresql: true, format: null, useTz: false },
  { shape: "seed", isOnPostgresql: true, format: "json", useTz: true },
];

/** A project with what calls/fill.py makes, and tokens. */
async function makeProject({ shape, isOnPostgresql, useTz }: Omit<Case, "format">) {
  const database = isOnPostgresql ? await createDatabaseOn(postgresql?.url ?? "") : createDatabaseFile();
  const options = { shape, url: database.url, secretKey: SECRET_KEY, timeZone: "Asia/Seoul", useTz };
  const django = startDjango(options);
  await django.call("manage", "migrate");
  return { database, django, filled: (await django.call("fill")) as Filled };
}

async function sourceOf({ url }: TestDatabase, django: DjangoProject, { isOnPostgresql, format }: Case) {
  if (format === null) return isOnPostgresql ? url : sqliteFile(url);
  const file = path.join(folder, `dump.${format}`);
  await django.call("manage", "dumpdata", `--format=${format}`, "-o", file);
  return file;
}

function importInto(
  { settings }: TestServer,
  from: string,
  options: Record<string, string>,
): Promise<Imported> {
  const report = path.join(folder, "report.csv");
  return runImport(readOptions({ from, report, ...options }), settings, new Date(), { write: () => {} });
}

describe.skipIf(isMissing).each(CASES)("users of %j", { timeout: 60_000 }, (given) => {
  let database: TestDatabase;
  let django: DjangoProject;
  let filled: Filled;
  let server: TestServer;
  let live: Tokens;
  let blacklisted: Tokens;
  let there: readonly DjangoUser[];
  let imported: Imported;
  beforeAll(async () => {
    ({ database, django, filled } = await makeProject(given));
    const { name } = filled.signedIn;
    live = (await django.call("new_tokens", name)) as Tokens;
    blacklisted = (await django.call("new_tokens", name)) as Tokens;
    await django.call("blacklist", blacklisted.refresh);
    there = (await django.call("users")) as DjangoUser[];
    const environment = { ...ROTATING, SECRET_KEY, PASSWORD_HASHERS: HASHERS, TIME_ZONE: "Asia/Seoul" };
    server = await startTestServer(environment, { clock: TestClock.running() });
    const options: Record<string, string> = given.useTz ? {} : { "time-zone": "Asia/Seoul" };
    imported = await importInto(server, await sourceOf(database, django, given), options);
  });
  afterAll(async () => {
    await django?.stop();
    await server?.close();
    await database?.drop();
  });

  test("come with ids, names, addresses and times", async () => {
    expect(imported).toMatchObject({ notTaken: 0, users: { insert: there.length, refuse: 0 } });
    const rows = await userRows(server.sql);
    expect(rows.map(({ id, username, email, isActive }) => [`${id}`, username, email, isActive])).toEqual(
      there.map(({ id, name, email, active }) => [id, name, email, active]),
    );
    // Django tells a time without a zone in its own, and one with it in UTC.
    const instant = (text: string) => Math.floor(Date.parse(given.useTz ? text : `${text}+09:00`) / 1000);
    expect(rows.map(({ lastLogin }) => lastLogin && Math.floor(lastLogin.getTime() / 1000))).toEqual(
      there.map(({ lastLogin }) => lastLogin && instant(lastLogin.replace(" ", "T"))),
    );
  });

  test("sign in by the password that they had", async () => {
    for (const [what, { name: username }] of Object.entries(filled.people)) {
      const signIn = await send(server, "/user/jwt_signin", { json: { username, password: PASSWORD } });
      const isRefused = ["unusable", "inactive", "crypt"].includes(what);
      expect([what, signIn.status]).toEqual([what, isRefused ? 401 : 200]);
    }
  });

  test("keep live refresh tokens, and those alone", async () => {
    expect(imported.tokens).toMatchObject({ joined: 2, blacklisted: 1, expired: 1, not_verified: 0 });
    expect(await refreshStatus(server, live.refresh)).toBe(200);
    expect(await refreshStatus(server, filled.signedIn.tokens.refresh)).toBe(200);
    expect(await refreshStatus(server, blacklisted.refresh)).toBe(401);
  });

  test.runIf(given.useTz)("keep the links to set a new password that Django has mailed", async () => {
    const json = { ...filled.signedIn.link, new_password: "a whole new password" };
    expect((await send(server, "/user/password_reset_confirm", { json })).status).toBe(204);
  });
});

test.skipIf(isMissing)(
  "users whose keys are UUIDs are refused, from a database and from a dump",
  { timeout: 60_000 },
  async () => {
    const { database, django } = await makeProject({ shape: "email", isOnPostgresql: true, useTz: true });
    const server = await startTestServer({ SECRET_KEY });
    const given = { shape: "email", isOnPostgresql: true, useTz: true } as const;
    for (const format of [null, "json"] as const) {
      const from = await sourceOf(database, django, { ...given, format });
      await expect(importInto(server, from, {})).rejects.toThrow(
        /Let Latchkey work on that|their database itself/,
      );
    }
    expect(await server.sql.count("auth_user")).toBe(0);
    await django.stop();
    await server.close();
    await database.drop();
  },
);
