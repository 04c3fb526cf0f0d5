import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Client } from "@libsql/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, call, pairOf, refresh, signIn, signOut, signUp } from "./test_api";
import { besideServer } from "./test_family_rows";
import { openProcesses, type Processes } from "./test_processes";
import { ROTATING } from "./test_settings";

/** What a request may take while somebody else holds the database: the wait, and as much for a slow machine. Milliseconds. */
const BOUND = 10_000;
/** Milliseconds. */
const AT_ONCE = 3000;

let folder: string;
let database: string;
let processes: Processes;
let other: Client;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "latchkey-locked-"));
  database = `file:${path.join(folder, "test.db")}`;
  processes = await openProcesses();
});
afterAll(async () => {
  other.close();
  await processes.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Requests that write, each asked of a server of its own. */
const REQUESTS: readonly ((url: string, token: string, username: string) => Promise<Answer>)[] = [
  (url, token) => refresh(url, token),
  (url, token) => signOut(url, token),
  (url, _, username) => signIn(url, username),
  (url, token) => call(url, "/api/token/blacklist/", { json: { refresh: token } }),
];

test("while another process holds the database requests are unavailable, soon, and work at once when it is free", async () => {
  const asked = [];
  for (const [index, ask] of REQUESTS.entries()) {
    const { url } = await processes.start({ ...ROTATING, DATABASE_URL: database });
    const username = `user${index}`;
    const { refresh: token } = pairOf(await signUp(url, username));
    asked.push(() => timed(() => ask(url, token, username)));
  }
  other = besideServer(database);
  const before = await tokens();

  const lock = await other.transaction("write");
  for (const { answer, took } of await Promise.all(asked.map((ask) => ask()))) {
    expect([answer.status, answer.body?.code]).toEqual([503, "unavailable"]);
    expect(Number(answer.retryAfter)).toBeGreaterThan(0);
    expect(took).toBeLessThan(BOUND);
  }
  await lock.rollback();
  expect(await tokens()).toEqual(before);

  for (const { answer, took } of await Promise.all(asked.map((ask) => ask()))) {
    expect([200, 204]).toContain(answer.status);
    expect(took).toBeLessThan(AT_ONCE);
  }
  // None of them has kept the lock.
  await (await other.transaction("write")).rollback();
});

async function timed(ask: () => Promise<Answer>): Promise<{ answer: Answer; took: number }> {
  const start = performance.now();
  const answer = await ask();
  return { answer, took: performance.now() - start };
}

async function tokens(): Promise<unknown> {
  const outstanding = await other.execute("SELECT * FROM token_blacklist_outstandingtoken");
  const blacklisted = await other.execute("SELECT * FROM token_blacklist_blacklistedtoken");
  return [outstanding.rows, blacklisted.rows];
}
