import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/store/database";
import { type Line, openLine } from "@/lib/testing/store/line";
import { isUnavailable, isUniqueViolation } from "../errors";
import { query, type Statements, type Value } from "../statements";
import { openPostgresql } from "./statements";

const FIND = query<{ text: string; at: Date | null }>("SELECT text, at FROM app_note WHERE text = ?");

let database: TestDatabase;
let line: Line;
let statements: Statements;
/** Another client that writes to the same tables. */
let other: Client;
let onlooker: Client;

beforeEach(async () => {
  database = await createTestDatabase();
  line = await openLine(database.url);
  other = new Client({ connectionString: database.url });
  onlooker = new Client({ connectionString: database.url });
  await Promise.all([other.connect(), onlooker.connect()]);
  await other.query("CREATE TABLE app_note (id SERIAL PRIMARY KEY, text TEXT UNIQUE, at TIMESTAMPTZ)");
  statements = openPostgresql(line.url);
});
afterEach(async () => {
  await statements.close();
  await Promise.all([other.end(), onlooker.end()]);
  await line.cut();
  await database.drop();
});

const insert = (text: Value) => ({ sql: "INSERT INTO app_note (text) VALUES (?)", params: [text] });
const find = (text: Value) => statements.one(FIND, text);
const texts = async () =>
  (await other.query("SELECT text FROM app_note ORDER BY id")).rows.map(({ text }) => text);

/** Expects an error after which the caller may try again. */
async function expectUnavailable(asked: unknown): Promise<void> {
  const error = await Promise.resolve(asked).then(
    () => null,
    (refusal: unknown) => refusal,
  );
  expect([isUnavailable(error), error]).toEqual([true, error]);
}

describe("a look-up", () => {
  it("gives the first row, or undefined, with times as Date", async () => {
    await other.query("INSERT INTO app_note (text, at) VALUES ('one', '2026-11-24T12:00:00.123456Z')");
    expect(await find("one")).toEqual({ text: "one", at: new Date("2026-11-24T12:00:00.123Z") });
    expect(await find("two")).toBeUndefined();
  });

  it("gets its own row, of hundreds that are pipelined", async () => {
    await statements.write(Array.from({ length: 300 }, (_, index) => insert(`${index}`)));
    const found = await Promise.all(Array.from({ length: 300 }, (_, index) => find(`${index}`)));
    expect(found.map((row) => row?.text)).toEqual(Array.from({ length: 300 }, (_, index) => `${index}`));
  });

  it("of a text that no row can have finds nothing", async () => {
    await statements.write([insert("a")]);
    for (const text of ["a\0", "\0", "\ud800"]) expect(await find(text)).toBeUndefined();
  });

  it("with an error in its SQL fails alone", async () => {
    await statements.write([insert("a")]);
    const asked = [find("a"), statements.one(query("SELECT nothing")), find("a")];
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });
});

describe("a list", () => {
  const SLEEP = query("SELECT pg_sleep(?)");

  it("may use a sequential scan, as look-ups may not, and is read-only", async () => {
    const settings = query(
      "SELECT current_setting('enable_seqscan') AS scans, current_setting('transaction_read_only') AS reads",
    );
    expect(await statements.list(settings)).toEqual([{ scans: "on", reads: "on" }]);
    expect(await statements.one(settings)).toEqual({ scans: "off", reads: "off" });
  });

  it("delays neither look-ups nor transactions nor closing", async () => {
    const sleeping = Promise.allSettled(Array.from({ length: 5 }, () => statements.list(SLEEP, 30)));
    await waits("PgSleep");
    expect(await statements.write([insert("a"), insert("b")])).toEqual([1, 1]);
    expect(await find("a")).toMatchObject({ text: "a" });
    const start = performance.now();
    await statements.close();
    expect(performance.now() - start).toBeLessThan(3000);
    for (const outcome of await sleeping) expect(outcome.status).toBe("rejected");
  });

  it("whose connection is lost fails, and the next list has another connection", async () => {
    const sleeping = expectUnavailable(statements.list(SLEEP, 30));
    await waits("PgSleep");
    await onlooker.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'",
    );
    await sleeping;
    expect(await statements.list(FIND, "a")).toEqual([]);
  });
});

describe("a transaction", () => {
  it("returns how many rows each step changed, without its lock", async () => {
    const lock = { sql: "SELECT 1 FROM app_note FOR KEY SHARE", params: [] };
    expect(await statements.write([insert("a"), insert("b")], { lock })).toEqual([1, 1]);
    expect(await statements.write([{ sql: "UPDATE app_note SET text = text || 'x'", params: [] }])).toEqual([
      2,
    ]);
  });

  it("is rolled back where a step fails, and the next transaction is not affected", async () => {
    const wrong = { sql: "INSERT INTO app_note (id) VALUES (?)", params: ["no number"] };
    await expect(statements.write([insert("a"), wrong, insert("b")])).rejects.toMatchObject({
      code: "22P02",
    });
    expect(await statements.write([insert("c"), insert("d")])).toEqual([1, 1]);
    expect(await texts()).toEqual(["c", "d"]);
  });

  it("is tried again where another transaction inserted the same row in between", async () => {
    const unlessThere = (text: string) => ({
      sql: "INSERT INTO app_note (text) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM app_note WHERE text = ?)",
      params: [text, text],
    });
    await other.query("BEGIN");
    await other.query("INSERT INTO app_note (text) VALUES ('a')");
    const written = statements.write([unlessThere("b"), unlessThere("a")]);
    await waits();
    await other.query("COMMIT");
    expect(await written).toEqual([1, 0]);
    expect(await texts()).toEqual(["a", "b"]);
  });

  it("is tried again after a deadlock", async () => {
    await statements.write([insert("a"), insert("b")]);
    const append = (text: string) => ({
      sql: "UPDATE app_note SET at = now() WHERE text = ?",
      params: [text],
    });
    const rounds = Array.from({ length: 4 }, (_, round) =>
      statements.write(round % 2 === 0 ? [append("a"), append("b")] : [append("b"), append("a")]),
    );
    expect(await Promise.all(rounds)).toEqual(rounds.map(() => [1, 1]));
  });

  it("of one step throws the violation of a constraint, with its name", async () => {
    const add = query("INSERT INTO app_note (text) VALUES (?) RETURNING text");
    expect(await statements.writeReturning(add, "a")).toEqual([{ text: "a" }]);
    const refusal = await statements.writeReturning(add, "a").catch((error: unknown) => error);
    const constraint = { name: "app_note_text_key", columns: "app_note.text" };
    expect([isUnavailable(refusal), isUniqueViolation(refusal, constraint)]).toEqual([false, true]);
  });

  it("fails as unavailable after some seconds where a row stays locked, and so do all that wait for it", async () => {
    await statements.write([insert("a")]);
    const change = { sql: "UPDATE app_note SET at = now() WHERE text = ?", params: ["a"] };
    await other.query("BEGIN");
    await other.query("UPDATE app_note SET at = NULL");
    const start = performance.now();
    const asked = Array.from({ length: 30 }, () =>
      expectUnavailable(statements.write([change, insert("b")])),
    );
    expect(await find("a")).toMatchObject({ text: "a" });
    await Promise.all(asked);
    expect(performance.now() - start).toBeLessThan(10_000);
    await other.query("ROLLBACK");
    expect(await statements.write([change, insert("c")])).toEqual([1, 1]);
  });
});

describe("a stale prepared statement", () => {
  it("is prepared on another connection after the type of a column has changed", async () => {
    const change = query("UPDATE app_note SET text = text WHERE text = ? RETURNING text, at");
    await statements.write([insert("a")]);
    await Promise.all([find("a"), statements.writeReturning(change, "a")]);
    await other.query("ALTER TABLE app_note ALTER COLUMN at TYPE TEXT");
    expect(await Promise.all([find("a"), find("a")])).toEqual(Array(2).fill({ text: "a", at: null }));
    expect(await statements.writeReturning(change, "a")).toEqual([{ text: "a", at: null }]);
  });

  it("is tried again where its preparation ran into a lock timeout", async () => {
    await find("a");
    await other.query("BEGIN; LOCK TABLE app_note IN ACCESS EXCLUSIVE MODE");
    const asked = Array.from({ length: 5 }, () =>
      statements.one(query("SELECT id FROM app_note WHERE id = 1")),
    );
    const outcomes = Promise.all(asked.map((one) => Promise.resolve(one).catch((error: unknown) => error)));
    await waits();
    await new Promise((resolve) => setTimeout(resolve, 1700));
    await other.query("ROLLBACK");
    for (const outcome of await outcomes)
      expect([undefined, true]).toContain(outcome && isUnavailable(outcome));
    expect(await statements.one(query("SELECT id FROM app_note WHERE id = 1"))).toBeUndefined();
  });
});

describe("a server whose connection is lost", () => {
  it("is unavailable, and is used again when it is back", async () => {
    await statements.write([insert("a")]);
    expect(await find("a")).toMatchObject({ text: "a" });
    await line.cut();
    await expectUnavailable(find("a"));
    await expectUnavailable(statements.write([insert("b"), insert("c")]));
    await line.mend();
    expect(await find("a")).toMatchObject({ text: "a" });
    expect(await statements.write([insert("b"), insert("c")])).toEqual([1, 1]);
  });

  it("fails the queries that were under way", async () => {
    await find("a");
    const sleeping = statements.one(query("SELECT pg_sleep(?)"), 30);
    const asked = [expectUnavailable(sleeping), expectUnavailable(find("a"))];
    await waits("PgSleep");
    await line.cut();
    await Promise.all(asked);
  });

  it("that ends its connections, as at a restart, gets new ones", async () => {
    await Promise.all([find("a"), statements.write([insert("a")])]);
    await other.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'latchkey'",
    );
    await expect.poll(() => find("a")).toMatchObject({ text: "a" });
    await expect.poll(() => statements.write([insert("b"), insert("c")])).toEqual([1, 1]);
  });

  it("keeps no unused connection of ours, however often it ends them", async () => {
    for (let round = 0; round < 10; round += 1) {
      const asked = Array.from({ length: 20 }, () => Promise.resolve(find("a")).catch(() => {}));
      await onlooker.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'latchkey'",
      );
      await Promise.all(asked);
    }
    await expect.poll(() => find("a")).toBeUndefined();
    await expect.poll(connections).toBe(1);
    await statements.close();
    await expect.poll(connections).toBe(0);
  });

  it("that has no free connection slot is used by the connections there are", async () => {
    await find("a");
    const role = `few_${randomUUID().replaceAll("-", "")}`;
    await other.query(`CREATE ROLE ${role} LOGIN CONNECTION LIMIT 3`);
    await other.query(`GRANT ALL ON ALL TABLES IN SCHEMA public TO ${role}`);
    await other.query(`GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO ${role}`);
    const address = new URL(line.url);
    address.username = role;
    const few = openPostgresql(address.href);
    await few.one(query("SELECT 1"));
    const written = await Promise.all(
      Array.from({ length: 100 }, (_, index) => few.write([insert(`${index}`), insert(`${index}x`)])),
    );
    expect(written).toEqual(written.map(() => [1, 1]));
    expect(await few.one(query("SELECT count(*) AS count FROM app_note"))).toEqual({ count: 200 });
    await few.close();
    await other.query(`DROP OWNED BY ${role}`);
    await other.query(`DROP ROLE ${role}`);
  });

  it("that stops answering is unavailable after some seconds, also to later queries", async () => {
    await Promise.all([find("a"), statements.write([insert("a")])]);
    line.silence();
    const start = performance.now();
    const asked = [
      expectUnavailable(find("a")),
      expectUnavailable(statements.write([insert("b"), insert("c")])),
    ];
    await Promise.all(asked);
    await expectUnavailable(find("a"));
    expect(performance.now() - start).toBeLessThan(20_000);
    await line.mend();
    expect(await find("a")).toMatchObject({ text: "a" });
  });

  it("that stops answering does not delay closing", async () => {
    await Promise.all([find("a"), statements.write([insert("a")])]);
    line.silence();
    const start = performance.now();
    await statements.close();
    expect(performance.now() - start).toBeLessThan(3000);
  });

  it("was never there", async () => {
    await line.cut();
    const gone = openPostgresql(line.url);
    await expectUnavailable(gone.one(query("SELECT 1")));
    await expectUnavailable(gone.write([insert("a")]));
    await gone.close();
  });
});

async function connections(): Promise<number> {
  const { rows } = await onlooker.query(
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'latchkey'",
  );
  return rows.length;
}

/** Resolves when a connection of this database waits for a lock, or for the wait event that is given. */
async function waits(event?: string): Promise<void> {
  const waiting = async () => {
    const { rows } = await onlooker.query(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND
        (wait_event = $1 OR ($1 IS NULL AND wait_event_type = 'Lock'))`,
      [event ?? null],
    );
    return rows.length;
  };
  await expect.poll(waiting, { timeout: 5000, interval: 20 }).toBeGreaterThan(0);
}
