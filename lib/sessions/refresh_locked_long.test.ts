import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, send } from "@/lib/testing/client";
import { openProcesses, type Processes } from "@/lib/testing/processes";
import { me, PASSWORD, refresh, signIn, signUp, type Tokens, tokensOf } from "@/lib/testing/requests";
import { ROTATING } from "@/lib/testing/settings";
import { createTestDatabase } from "@/lib/testing/store/database";
import { openSql } from "@/lib/testing/store/sql";

/**
 * What all of them may take while somebody else holds the database: the wait for the lock, which is five seconds, and
 * twice as much for a slow machine. One after the other would take 20 seconds at least. Milliseconds.
 */
const BOUND = 15_000;

let processes: Processes;
beforeAll(async () => {
  processes = await openProcesses();
});
afterAll(async () => {
  await processes.close();
});

type Ask = (url: string, pair: Tokens, index: number) => Promise<Answer>;
const REQUESTS: Readonly<Record<string, readonly [count: number, ask: Ask]>> = {
  refreshes: [40, (url, pair) => refresh(url, pair.refresh)],
  "sign-ups": [6, (url, _, index) => signUp(url, `other${index}`)],
  "sign-ins by session": [
    4,
    (url) => send(url, "/user/session_signin", { json: { username: "somebody", password: PASSWORD } }),
  ],
};

test.each(Object.entries(REQUESTS))(
  "many %s wait no longer for a locked database than one, keep no reader waiting, and leave a server that works",
  async (_, [count, ask]) => {
    const database = await createTestDatabase();
    const child = await processes.start({ ...ROTATING, DATABASE_URL: database.url });
    const { url } = child;
    const pair = tokensOf(await signUp(url, "somebody"));
    const other = openSql(database.url);
    const release = await other.hold();
    const start = performance.now();
    let answered = 0;
    const waiting = Array.from({ length: count }, async (_, index) => {
      const answer = await ask(url, pair, index);
      answered += 1;
      return answer;
    });
    // Until they wait.
    await new Promise((resolve) => setTimeout(resolve, 200));

    expect((await me(url, pair.access)).status).toBe(200);
    expect(answered).toBe(0);

    for (const { status, body, headers } of await Promise.all(waiting)) {
      expect([status, body?.code]).toEqual([503, "unavailable"]);
      expect(Number(headers["retry-after"])).toBeGreaterThan(0);
    }
    expect(performance.now() - start).toBeLessThan(BOUND);
    await release();

    expect((await signIn(url, "somebody")).status).toBe(200);
    expect((await signUp(url, "another")).status).toBe(201);
    expect((await refresh(url, pair.refresh)).status).toBe(200);
    // Nobody has kept the lock.
    await (await other.hold())();
    await other.close();
    await child.kill();
    await database.drop();
  },
);
