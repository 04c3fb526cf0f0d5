import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Answer, send } from "@/lib/testing/client";
import { refresh, signIn, signOut, signUp, type Tokens, tokensOf } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { ROTATING } from "@/lib/testing/settings";
import { foreign, jtiOf } from "@/lib/testing/tokens";

let server: TestServer;
let users = 0;
beforeAll(async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  server = await startTestServer(ROTATING);
});
afterAll(() => server.close());

const WRITES = [
  "INSERT ON latchkey_token",
  "UPDATE ON latchkey_token",
  "INSERT ON latchkey_family",
  "UPDATE ON latchkey_family",
];
const MOMENTS = WRITES.flatMap((write) => [`BEFORE ${write}`, `AFTER ${write}`]);

interface Given {
  readonly username: string;
  /** The sign-in's tokens, the oldest first. */
  readonly pairs: readonly Tokens[];
}

/** Requests that write, the status of each when it works, and how often the sign-in was rotated before. */
const REQUESTS: Readonly<Record<string, { rotations: number; works: number; send: Send }>> = {
  "a refresh": { rotations: 0, works: 200, send: ({ pairs }) => refresh(server.url, first(pairs)) },
  "a theft": { rotations: 2, works: 401, send: ({ pairs }) => refresh(server.url, first(pairs)) },
  "a sign-out": { rotations: 1, works: 204, send: ({ pairs }) => signOut(server.url, last(pairs)) },
  "a token blacklisted": {
    rotations: 1,
    works: 200,
    send: ({ pairs }) => send(server.url, "/api/token/blacklist/", { json: { refresh: last(pairs) } }),
  },
  "a sign-in": { rotations: 0, works: 200, send: ({ username }) => signIn(server.url, username) },
};
type Send = (given: Given) => Promise<Answer>;

function first(pairs: readonly Tokens[]): string {
  return pairs[0]?.refresh ?? "";
}
function last(pairs: readonly Tokens[]): string {
  return pairs.at(-1)?.refresh ?? "";
}
async function given(rotations: number): Promise<Given> {
  users += 1;
  const username = `user${users}`;
  const pairs = [tokensOf(await signUp(server.url, username))];
  for (let count = 0; count < rotations; count += 1)
    pairs.push(tokensOf(await refresh(server.url, last(pairs))));
  return { username, pairs };
}

async function breakStorage(moment: string): Promise<void> {
  const { sql } = server;
  if (sql.engine === "sqlite") {
    await sql.query(
      `CREATE TRIGGER broken ${moment} BEGIN SELECT RAISE(ABORT, 'the storage is broken'); END`,
    );
    return;
  }
  await sql`
    CREATE FUNCTION break() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''the storage is broken''; END'`;
  await sql.query(`CREATE TRIGGER broken ${moment} FOR EACH ROW EXECUTE FUNCTION break()`);
}

async function mendStorage(): Promise<void> {
  const { sql } = server;
  if (sql.engine === "sqlite") await sql`DROP TRIGGER broken`;
  else await sql`DROP FUNCTION break() CASCADE`;
}

async function rows(): Promise<unknown> {
  const { sql } = server;
  return {
    families: await sql`SELECT * FROM latchkey_family ORDER BY id`,
    tokens: await sql`SELECT * FROM latchkey_token ORDER BY jti`,
  };
}

describe.each(MOMENTS)("while the database fails %s", (moment) => {
  test.each(Object.entries(REQUESTS))(
    "%s is answered 5xx or works, and is done wholly or not at all",
    async (_, request) => {
      const state = await given(request.rotations);
      const before = await rows();
      await breakStorage(moment);
      const answer = await request.send(state);
      await mendStorage();
      if (answer.status < 500) {
        // It had nothing to write there.
        expect(answer.status).toBe(request.works);
        return;
      }
      expect(answer.body).toEqual({ detail: "A server error occurred.", code: "error" });
      expect(await rows()).toEqual(before);
      expect((await request.send(state)).status).toBe(request.works);
    },
  );
});

test("a refresh needs each of its three writes", async () => {
  const statuses: [string, number][] = [];
  for (const moment of MOMENTS) {
    const { pairs } = await given(0);
    await breakStorage(moment);
    statuses.push([moment, (await refresh(server.url, first(pairs))).status]);
    await mendStorage();
    const again = tokensOf(await refresh(server.url, first(pairs)));
    expect(jtiOf(again.refresh)).not.toBe(jtiOf(first(pairs)));
  }
  const spared = statuses.filter(([, status]) => status !== 500).map(([moment]) => moment);
  expect(spared).toEqual(["BEFORE INSERT ON latchkey_family", "AFTER INSERT ON latchkey_family"]);
});

test.each(MOMENTS)(
  "the first refresh of a Django's token can be repeated after a failure %s",
  async (moment) => {
    const { pairs } = await given(0);
    const token = foreign(server, last(pairs));
    await breakStorage(moment);
    expect((await refresh(server.url, token)).status).toBe(500);
    await mendStorage();
    const { refresh: successor } = tokensOf(await refresh(server.url, token));
    expect(tokensOf(await refresh(server.url, token)).refresh).toBe(successor);
  },
);
