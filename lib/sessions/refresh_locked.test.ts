import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, send } from "@/lib/testing/client";
import { openProcesses, type Processes } from "@/lib/testing/processes";
import { refresh, signIn, signOut, signUp, tokensOf } from "@/lib/testing/requests";
import { ROTATING } from "@/lib/testing/settings";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/store/database";
import { openSql, type Sql } from "@/lib/testing/store/sql";

/** What a request waits for the database while somebody else holds it. Milliseconds. */
const WAIT = 5000;
/** What it may take: the wait, and twice as much for a slow machine. */
const BOUND = 3 * WAIT;

let database: TestDatabase;
let processes: Processes;
let other: Sql;
beforeAll(async () => {
  database = await createTestDatabase();
  processes = await openProcesses();
});
afterAll(async () => {
  await other.close();
  await processes.close();
  await database.drop();
});

/** Requests that write, each asked of a server of its own. */
const REQUESTS: readonly ((url: string, token: string, username: string) => Promise<Answer>)[] = [
  (url, token) => refresh(url, token),
  (url, token) => signOut(url, token),
  (url, _, username) => signIn(url, username),
  (url, token) => send(url, "/api/token/blacklist/", { json: { refresh: token } }),
];

test("while another process holds the database requests are unavailable, soon, and work at once when it is free", async () => {
  const asked = [];
  for (const [index, ask] of REQUESTS.entries()) {
    const { url } = await processes.start({ ...ROTATING, DATABASE_URL: database.url });
    const username = `user${index}`;
    const { refresh: token } = tokensOf(await signUp(url, username));
    asked.push(() => timed(() => ask(url, token, username)));
  }
  other = openSql(database.url);
  const before = await tokens();

  const release = await other.hold();
  for (const { answer, took } of await Promise.all(asked.map((ask) => ask()))) {
    expect([answer.status, answer.body?.code]).toEqual([503, "unavailable"]);
    expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
    expect(took).toBeLessThan(BOUND);
  }
  await release();
  expect(await tokens()).toEqual(before);

  for (const { answer, took } of await Promise.all(asked.map((ask) => ask()))) {
    expect([200, 204]).toContain(answer.status);
    expect(took).toBeLessThan(WAIT);
  }
  // None of them has kept the lock.
  await (await other.hold())();
});

async function timed(ask: () => Promise<Answer>): Promise<{ answer: Answer; took: number }> {
  const start = performance.now();
  const answer = await ask();
  return { answer, took: performance.now() - start };
}

async function tokens(): Promise<unknown> {
  return other`SELECT * FROM latchkey_token ORDER BY jti`;
}
