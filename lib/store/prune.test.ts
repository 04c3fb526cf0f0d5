import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { addSessionRow, createSessionTable } from "@/lib/testing/django/session_rows";
import { TEST_SERVER } from "@/lib/testing/store/database";
import {
  addFamilies,
  addSessions,
  addTokens,
  openTestStore,
  type TestStore,
} from "@/lib/testing/store/store";
import { eventStep } from "./events";
import { closeStore, openStore } from "./open";
import { type Cutoffs, prune } from "./prune";
import { beginTotp, recoveryCodeSteps } from "./second_factors";
import { query } from "./statements";

const NOON = new Date("2026-11-24T12:00:00.000Z");
const BEFORE = "2026-11-24 11:59:59.999000";
const AFTER = "2026-11-24 12:00:00.001000";

function cutoffsAt(at: Date): Cutoffs {
  return {
    tokens: at,
    families: at,
    endedFamilies: at,
    sessions: at,
    djangoSessions: at,
    events: at,
    proofs: at,
    throttle: at,
  };
}

let database: TestStore;
beforeEach(async () => {
  database = await openTestStore();
});
afterEach(() => database.close());

test("thousands of rows go, and none that is still of use", async () => {
  await addTokens(database, "old", 3000, { expires: BEFORE });
  await addTokens(database, "new", 700, { expires: AFTER });
  await addFamilies(database, "old", 1500, { expires: BEFORE });
  await addFamilies(database, "ended", 501, { expires: BEFORE, ended: BEFORE });
  await addFamilies(database, "new", 300, { expires: AFTER, ended: BEFORE });
  await addSessions(database, "old", 2000, { expires: BEFORE });
  await addSessions(database, "new", 400, { expires: AFTER });

  expect(await prune(database.store, cutoffsAt(NOON))).toEqual({
    tokens: 3000,
    blacklisted: 1500,
    families: 2001,
    sessions: 2000,
    addresses: 0,
    events: 0,
  });
  const { store, sql } = database;
  expect([
    await sql.count("latchkey_token"),
    await sql.count("latchkey_family"),
    await sql.count("latchkey_session"),
  ]).toEqual([700, 300, 400]);
  expect(await prune(store, cutoffsAt(NOON))).toEqual({
    tokens: 0,
    blacklisted: 0,
    families: 0,
    sessions: 0,
    addresses: 0,
    events: 0,
  });
  if (sql.engine === "sqlite") expect(await sql`SELECT * FROM pragma_foreign_key_check`).toEqual([]);
});

test("others write while rows go, a batch at a time", async () => {
  await addTokens(database, "old", 4000, { expires: BEFORE });
  let done = false;
  const pruning = prune(database.store, cutoffsAt(NOON)).finally(() => {
    done = true;
  });
  const left: number[] = [];
  while (!done) {
    await database.store.statements.write([
      { sql: "UPDATE auth_user SET age = ? WHERE id = 1", params: [left.length] },
    ]);
    left.push(await database.sql.count("latchkey_token"));
    await pause(1);
  }
  await pruning;
  // The stages between two batches were there for others to see; a slow machine may miss some.
  expect(new Set(left.filter((count) => count > 0 && count < 4000)).size).toBeGreaterThanOrEqual(2);
});

test("it can be stopped between two batches", async () => {
  await addTokens(database, "old", 2000, { expires: BEFORE });
  const stopping = new AbortController();
  const pruning = prune(database.store, cutoffsAt(NOON), stopping.signal);
  stopping.abort();
  const { tokens } = await pruning;
  expect(tokens).toBeGreaterThan(0);
  expect(await database.sql.count("latchkey_token")).toBe(2000 - tokens);
  expect(tokens).toBeLessThan(2000);
});

describe("a family stays", () => {
  it("as long as a token of it does, however long ago it expired itself", async () => {
    await addFamilies(database, "f", 2, { expires: BEFORE, ended: BEFORE });
    await addTokens(database, "old", 3, { expires: BEFORE }, "f1");
    await addTokens(database, "long", 1, { expires: AFTER }, "f1");
    await addTokens(database, "other", 3, { expires: BEFORE }, "f2");
    expect(await prune(database.store, cutoffsAt(NOON))).toMatchObject({ tokens: 6, families: 1 });
    expect(await database.sql`SELECT id FROM latchkey_family`).toEqual([{ id: "f1" }]);
    expect(await database.sql`SELECT jti FROM latchkey_token`).toEqual([{ jti: "long1" }]);
  });

  it("until its end is long enough ago, where it was ended", async () => {
    await addFamilies(database, "f", 1, { expires: BEFORE, ended: BEFORE });
    const lastWeek = new Date("2026-11-17T12:00:00.000Z");
    expect(await prune(database.store, { ...cutoffsAt(NOON), endedFamilies: lastWeek })).toMatchObject({
      families: 0,
    });
    expect(await prune(database.store, { ...cutoffsAt(NOON), endedFamilies: NOON })).toMatchObject({
      families: 1,
    });
  });
});

// SQLite has one writer: nobody is in the middle of anything.
test.runIf(TEST_SERVER)("a family that somebody is adding a token to keeps it, and stays", async () => {
  await addFamilies(database, "f", 3, { expires: BEFORE });
  const other = new Client({ connectionString: database.url });
  await other.connect();
  await other.query("BEGIN");
  await other.query(`
    INSERT INTO latchkey_token (jti, digest, created_at, expires_at, family_id)
    VALUES ('fresh', 'digest', now(), '${AFTER}Z', 'f2')`);
  const pruned = prune(database.store, cutoffsAt(NOON));
  const waiting = () =>
    database.store.statements.one(
      query(
        "SELECT true AS seen FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      ),
    );
  await expect.poll(waiting, { interval: 20 }).toEqual({ seen: true });
  await other.query("COMMIT");
  await other.end();
  expect(await pruned).toMatchObject({ tokens: 0, families: 2 });
  expect(await database.sql`SELECT id FROM latchkey_family`).toEqual([{ id: "f2" }]);
  expect(await database.sql.count("latchkey_token")).toBe(1);
});

// PostgreSQL has times, and no spelling of them.
describe.skipIf(TEST_SERVER)("times are compared as times, however many digits they have", () => {
  const spellings = {
    "past by a millisecond": "2026-11-24 13:02:24.122000",
    "past by a microsecond": "2026-11-24 13:02:24.122999",
    "past at the instant itself": "2026-11-24 13:02:24.123000",
    "past by a fraction, which it has not": "2026-11-24 13:02:24",
    "past by a second": "2026-11-24 13:02:23.999999",
    "past since the day before": "2026-11-23 23:59:59.999999",
    "not past for a microsecond": "2026-11-24 13:02:24.123001",
    "not past before the second is over": "2026-11-24 13:02:25",
    "not past before the day is over": "2026-11-24 23:59:59.999999",
    "not past at the next midnight": "2026-11-25 00:00:00",
    "not past next year": "2027-01-01 00:00:00",
  };
  const rows = Object.entries(spellings).map(([holds, expires]) => ({
    holds,
    expires,
    goes: holds.startsWith("past") ? 1 : 0,
  }));

  it.each(rows)("$expires: $holds", async ({ expires, goes }) => {
    await addTokens(database, "t", 1, { expires });
    await addFamilies(database, "f", 1, { expires });
    await addFamilies(database, "e", 1, { expires: "2026-01-01 00:00:00", ended: expires });
    await addSessions(database, "s", 1, { expires });
    const cutoff = new Date("2026-11-24T13:02:24.123Z");
    expect(await prune(database.store, cutoffsAt(cutoff))).toMatchObject({
      tokens: goes,
      families: goes * 2,
      sessions: goes,
    });
  });
});

describe("of users who are gone", () => {
  const FOREVER = { expires: "2120-01-01 00:00:00" };

  it("sessions and addresses go, hundreds of them, and those of others stay", async () => {
    const { sql, store } = database;
    await addSessions(database, "gone", 450, FOREVER, "7");
    await addSessions(database, "nobody", 3, FOREVER, "no key");
    await addSessions(database, "own", 250, FOREVER);
    for (const key of ["1", "7", "no key"])
      await sql`INSERT INTO latchkey_address (user_key, address, folded, claimed)
        VALUES (${key}, 'a@example.com', ${`${key}@example.com`}, true)`;
    expect(await prune(store, cutoffsAt(NOON))).toMatchObject({ sessions: 453, addresses: 2 });
    expect(await sql.count("latchkey_session")).toBe(250);
    expect(await sql`SELECT user_key FROM latchkey_address`).toEqual([{ user_key: "1" }]);
  });

  it("second factors and recovery codes go: whoever gets the key next is asked for no code", async () => {
    const { sql, store } = database;
    await beginTotp(store, { userKey: "1", pending: "sealed", at: NOON, since: null });
    await store.statements.write(recoveryCodeSteps(store, "1", ["a", "b"], NOON));
    // Not for a user who is gone: such rows are those of one whom Django has deleted since.
    await beginTotp(store, { userKey: "7", pending: "sealed", at: NOON, since: null });
    await store.statements.write(recoveryCodeSteps(store, "7", ["c"], NOON));
    expect([await sql.count("latchkey_totp"), await sql.count("latchkey_recovery_code")]).toEqual([1, 2]);
    await sql`INSERT INTO latchkey_totp (user_key, pending) VALUES ('7', 'sealed')`;
    await sql`INSERT INTO latchkey_recovery_code (digest, user_key, created_at)
      VALUES ('c', '7', '2026-11-28 12:00:00')`;
    await prune(store, cutoffsAt(NOON));
    expect(await sql`SELECT user_key FROM latchkey_totp`).toEqual([{ user_key: "1" }]);
    expect(await sql.count("latchkey_recovery_code")).toBe(2);
  });

  it("families stay until their tokens have expired: they keep those from whoever gets the key next", async () => {
    const { sql, store } = database;
    await sql`INSERT INTO latchkey_family (id, user_key, password_digest, created_at, last_used_at, expires_at)
      VALUES ('f', '7', '', '2026-11-01 00:00:00', '2026-11-01 00:00:00', ${AFTER})`;
    await addTokens(database, "t", 1, { expires: AFTER }, "f");
    expect(await prune(store, cutoffsAt(NOON))).toMatchObject({ tokens: 0, families: 0 });
    const later = new Date(NOON.getTime() + 1);
    expect(await prune(store, cutoffsAt(later))).toMatchObject({ tokens: 1, families: 1 });
  });
});

test("events go by their time", async () => {
  const { store, sql } = database;
  const event = { name: "happened", userKey: "1", address: null, facts: {} };
  for (let index = 0; index < 450; index += 1)
    await store.statements.write([eventStep(store, { id: `old${index}`, at: NOON, ...event })]);
  const later = new Date(NOON.getTime() + 1);
  await store.statements.write([eventStep(store, { id: "new", at: later, ...event })]);
  expect(await prune(store, cutoffsAt(NOON))).toMatchObject({ events: 450 });
  expect(await sql`SELECT id FROM latchkey_event`).toEqual([{ id: "new" }]);
});

test("sessions of Django's are forgotten once nobody can bring them, and ours go whose Django session was ended", async () => {
  const { sql, url } = database;
  await createSessionTable(sql);
  const store = await openStore(url);
  const remember = (key: string, expires: string) =>
    sql`INSERT INTO latchkey_django_session (session_key, expires_at) VALUES (${key}, ${expires})`;
  await remember("over", BEFORE);
  await remember("moved on", BEFORE);
  await addSessionRow(sql, "moved on", "", new Date(NOON.getTime() + 1));
  await remember("expired there", BEFORE);
  await addSessionRow(sql, "expired there", "", NOON);
  await remember("ended", AFTER);
  await remember("live", AFTER);
  await addSessionRow(sql, "live", "", new Date(NOON.getTime() + 1));
  await addSessions(database, "s", 4, { expires: AFTER });
  for (const [id, key] of Object.entries({ s1: "live", s2: "ended", s3: "over" }))
    await sql`UPDATE latchkey_session SET django_key = ${key} WHERE id = ${id}`;
  expect((await prune(store, cutoffsAt(NOON))).sessions).toBe(1);
  const kept = await sql`SELECT session_key FROM latchkey_django_session ORDER BY session_key`;
  expect(kept.map(({ session_key }) => session_key)).toEqual(["ended", "live", "moved on"]);
  expect((await sql`SELECT id FROM latchkey_session ORDER BY id`).map(({ id }) => id)).toEqual([
    "s1",
    "s3",
    "s4",
  ]);
  await closeStore(store);
});
