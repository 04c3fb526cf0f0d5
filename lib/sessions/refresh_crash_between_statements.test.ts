import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { TestClock } from "@/lib/testing/clock";
import { type Child, openProcesses, type Processes } from "@/lib/testing/processes";
import { signIn, signUp, tokensOf } from "@/lib/testing/requests";
import { FamilyClient } from "@/lib/testing/rotation/family_client";
import { faultsOf } from "@/lib/testing/rotation/family_rows";
import { expectOrder } from "@/lib/testing/rotation/recorder";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { ROTATING } from "@/lib/testing/settings";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/store/database";
import { openSql, type Sql } from "@/lib/testing/store/sql";

let database: TestDatabase;
let processes: Processes;
let rows: Sql;
/** A server that lives on: it prepares what the other one finds, and sees what that left behind. */
let witness: TestServer;
let environment: Record<string, string>;

beforeAll(async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  database = await createTestDatabase();
  environment = { ...ROTATING, DATABASE_URL: database.url };
  const clock = TestClock.frozen();
  processes = await openProcesses({ inAdvance: 1, clock });
  rows = openSql(database.url);
  // Its hashes are cheaper: a sign-in at the other server strengthens them.
  witness = await startTestServer({ ...environment, PBKDF2_ITERATIONS: "500" }, { clock });
});
afterAll(async () => {
  await rows.close();
  await witness.close();
  await processes.close();
  await database.drop();
});

interface Given {
  readonly username: string;
  readonly family: FamilyClient;
}
type Ask = (url: string, given: Given) => Promise<unknown>;

/** Requests, each of them as often as it runs statements, with how often the sign-in was rotated before. */
const REQUESTS: Readonly<Record<string, { rotations?: number; ask: Ask; again?: Ask }>> = {
  "a refresh": { ask: (url, { family }) => family.refresh(url) },
  "a repeated refresh": { rotations: 1, ask: (url, { family }) => family.refresh(url, 1) },
  "a theft": { rotations: 2, ask: (url, { family }) => family.refresh(url, 2) },
  "a sign-out": { ask: (url, { family }) => family.signOut(url) },
  "a sign-in that strengthens the hash": {
    ask: (url, { username }) => signIn(url, username),
    again: async (url, { username }) => expect((await signIn(url, username)).status).toBe(200),
  },
  "a sign-up": {
    ask: (url, { username }) => signUp(url, `${username}-other`),
    // The account may be there already; then it can be used.
    again: async (url, { username }) => {
      expect([201, 400]).toContain((await signUp(url, `${username}-other`)).status);
      expect((await signIn(url, `${username}-other`)).status).toBe(200);
    },
  },
};

let users = 0;
async function given(rotations = 0): Promise<Given> {
  users += 1;
  const username = `user${users}`;
  const family = new FamilyClient(tokensOf(await signUp(witness.url, username)));
  for (let count = 0; count < rotations; count += 1) await family.refresh(witness.url);
  return { username, family };
}

describe("a server killed behind each statement of", () => {
  test.each(Object.entries(REQUESTS))(
    "%s leaves all of it or nothing",
    { timeout: 300_000 },
    async (_, request) => {
      const { rotations, ask, again } = request;
      const statements = await howMany(ask, rotations);
      expect(statements).toBeGreaterThan(0);
      for (let behind = 1; behind <= statements; behind += 1) {
        const state = await given(rotations);
        const child = await start();
        await child.dieAfter(behind);
        await Promise.resolve(ask(child.url, state)).catch(() => {});
        // Where it ran fewer statements than were counted (a connection fewer was opened) it still lives.
        await child.kill();
        expect(await faultsOf(rows)).toEqual([]);
        await again?.(witness.url, state);
        await state.family.use(witness.url);
        await state.family.refresh(witness.url, rotations);
        await state.family.refresh(witness.url);
        await state.family.use(witness.url);
        expectOrder(state.family, true);
      }
    },
  );
});

function start(): Promise<Child> {
  return processes.start(environment);
}

/** How many statements a request runs where nothing happens to the server. */
async function howMany(ask: Ask, rotations = 0): Promise<number> {
  const child = await start();
  const state = await given(rotations);
  await child.dieAfter(0);
  await ask(child.url, state);
  const statements = await child.statements();
  await child.kill();
  return statements;
}
