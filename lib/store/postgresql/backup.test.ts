import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findPrograms } from "@/lib/commands/postgresql.js";
import { send } from "@/lib/testing/client";
import { cookiesBack } from "@/lib/testing/cookies";
import { PASSWORD, refreshForTokens, refreshStatus, signUp, signUpForTokens } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { ROTATING } from "@/lib/testing/settings";

const RESTORED = `latchkey_restored_${process.pid}`;

let folder: string;
let server: TestServer;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "latchkey-backup-"));
  server = await startTestServer(ROTATING);
});
afterAll(async () => {
  await server.sql.script(`DROP DATABASE IF EXISTS ${RESTORED} WITH (FORCE)`);
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a program of PostgreSQL's, in the version of the server that tests start. */
function run(program: string, ...args: string[]): void {
  execFileSync(path.join(findPrograms() ?? "", program), args, { stdio: ["ignore", "ignore", "inherit"] });
}

test("on a restored dump sign-ins and refresh tokens go on, and new accounts get ids of their own", async () => {
  const before = { username: "before", password: PASSWORD };
  const session = cookiesBack(await send(server, "/user/session_signup", { json: before }));
  const { refresh } = await refreshForTokens(server, (await signUpForTokens(server, "by_token")).refresh);
  const dump = path.join(folder, "latchkey.dump");
  run("pg_dump", "--format=custom", `--file=${dump}`, server.settings.databaseUrl);
  expect((await signUp(server, "after")).status).toBe(201);

  const url = new URL(server.settings.databaseUrl);
  url.pathname = `/${RESTORED}`;
  await server.sql.script(`CREATE DATABASE ${RESTORED} ENCODING 'UTF8' TEMPLATE template0`);
  run("pg_restore", "--no-owner", "--exit-on-error", `--dbname=${url}`, dump);
  const restored = await startTestServer({ ...ROTATING, DATABASE_URL: url.href }, { clock: server.clock });
  try {
    const me = await send(restored, "/user/me", { headers: session });
    expect([me.status, me.body]).toMatchObject([200, { username: "before" }]);
    expect(await refreshStatus(restored, refresh)).toBe(200);
    const { status, body } = await signUp(restored, "after");
    expect([status, body]).toMatchObject([201, { user: { id: 3 } }]);
  } finally {
    await restored.close();
  }
});
