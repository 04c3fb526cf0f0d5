import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Postgresql, startPostgresql } from "@/lib/commands/postgresql.js";
import { send } from "@/lib/testing/client";
import { TestClock } from "@/lib/testing/clock";
import { newName, refresh, signIn, signUp, signUpForTokens, type Tokens } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { type Line, openLine } from "@/lib/testing/store/line";

/*
 * A failover in which the former primary stays up, read-only, and keeps our connections, as behind a proxy or a name in the
 * DNS that moves on.
 */

let primary: Postgresql;
let standby: Postgresql;
let line: Line;
/** Servers of one app. The second one only reads. */
let first: TestServer;
let second: TestServer;
let tokens: Tokens;

beforeAll(async () => {
  primary = await started();
  standby = await started(primary.url);
  line = await openLine(primary.url);
  first = await startTestServer({ DATABASE_URL: line.url }, { clock: TestClock.running() });
  second = await startTestServer({}, { beside: first });
  tokens = await signUpForTokens(first);
  expect([await status("/readyz"), await me(second, tokens)]).toEqual([200, 200]);
});
afterAll(async () => {
  await Promise.all([first.close(), second.close()]);
  await line.cut();
  await standby.stop();
  await primary.stop();
});

async function started(standbyOf?: string): Promise<Postgresql> {
  const server = await startPostgresql(standbyOf === undefined ? {} : { standbyOf });
  if (server === null) throw new Error("There is no PostgreSQL to start.");
  return server;
}

/** What a server answers, asked past the line. */
async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const status = async (path: string, target = first) => (await send(target, path)).status;
const me = async (target: TestServer, { access }: Tokens) =>
  (await send(target, "/user/me", { bearer: access })).status;

describe("a primary that becomes read-only", () => {
  it("while there is no other is unavailable, to reads and writes alike, and /readyz says so", async () => {
    await ask(primary.url, "ALTER SYSTEM SET default_transaction_read_only = on");
    await ask(primary.url, "SELECT pg_reload_conf()");
    await expect.poll(() => status("/readyz")).toBe(503);
    await expect.poll(() => me(second, tokens)).toBe(503);
    expect((await signUp(first, newName())).status).toBe(503);
    expect((await refresh(second, tokens.refresh)).status).toBe(503);
    await ask(primary.url, "ALTER SYSTEM RESET default_transaction_read_only");
    await ask(primary.url, "SELECT pg_reload_conf()");
    await expect.poll(() => status("/readyz")).toBe(200);
    expect([await me(first, tokens), await me(second, tokens)]).toEqual([200, 200]);
  });

  it("is left for the one that was promoted, and what was read and written from then on is there", async () => {
    // All connections are in use before.
    const before = await Promise.all(Array.from({ length: 10 }, () => signUpForTokens(first)));
    const [{ lsn }] = (await ask(primary.url, "SELECT pg_current_wal_lsn() AS lsn")) as [{ lsn: string }];
    const caughtUp = `SELECT pg_last_wal_replay_lsn() >= '${lsn}' AS done`;
    await expect.poll(() => ask(standby.url, caughtUp)).toEqual([{ done: true }]);
    await ask(primary.url, "ALTER SYSTEM SET default_transaction_read_only = on");
    await ask(primary.url, "SELECT pg_reload_conf()");
    await ask(standby.url, "SELECT pg_promote()");
    line.lead(standby.url);
    const names = Array.from({ length: 20 }, newName);
    const signedUp = await Promise.all(names.map((name) => signUp(first, name)));
    expect(signedUp.map((answer) => answer.status)).toEqual(names.map(() => 201));
    const made = signedUp.map(({ body }) => body as unknown as Tokens);
    const statuses = await Promise.all([...before, ...made].map((pair) => me(first, pair)));
    expect(statuses).toEqual(statuses.map(() => 200));
    // The other server, which has written nothing, finds out by itself.
    await expect.poll(() => me(second, made[0] as Tokens)).toBe(200);
    expect((await signIn(second, names[0] as string)).status).toBe(200);
    expect([await status("/readyz"), await status("/readyz", second)]).toEqual([200, 200]);
    expect(await ask(primary.url, "SELECT count(*)::int AS users FROM auth_user")).toEqual([{ users: 11 }]);
  });
});

describe("a standby", () => {
  it("is refused by its first connection, and unavailable", async () => {
    const copy = await started(standby.url);
    try {
      line.lead(copy.url);
      // The connections to the primary are lost.
      await ask(
        standby.url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'latchkey'",
      );
      await expect.poll(() => status("/readyz")).toBe(503);
      expect(await me(first, tokens)).toBe(503);
      line.lead(standby.url);
      await expect.poll(() => status("/readyz")).toBe(200);
      expect(await me(first, tokens)).toBe(200);
    } finally {
      await copy.stop();
    }
  });
});
