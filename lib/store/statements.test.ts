import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { longestDelayDuring } from "@/lib/testing/event_loop";
import { openTestStatements, type TestStatements } from "@/lib/testing/store/notes";
import { query, type Statements } from "./statements";

/** About the time in which the event loop would parse a hundred thousand rows at once. */
const MOST_DELAY_MS = 300;

let database: TestStatements;
let statements: Statements;
beforeEach(async () => {
  database = await openTestStatements();
  statements = database.statements;
});
afterEach(() => database.close());

const insert = (text: string) => ({ sql: "INSERT INTO note (text) VALUES (?)", params: [text] });
const rename = (from: string, to: string) => ({
  sql: "UPDATE note SET text = ? WHERE text = ?",
  params: [to, from],
});
const TEXTS = query<{ text: string }>("SELECT text FROM note ORDER BY id");
const texts = async () => (await statements.list(TEXTS)).map(({ text }) => text);

describe("a list", () => {
  const LIKE = query<{ id: number; text: string }>("SELECT id, text FROM note WHERE text LIKE ? ORDER BY id");

  it("has all rows, in their order, by the names of their columns", async () => {
    expect(await statements.list(LIKE, "a%")).toEqual([]);
    await statements.write([insert("a2"), insert("b"), insert("a1")]);
    expect(await statements.list(LIKE, "a%")).toEqual([
      { id: 1, text: "a2" },
      { id: 3, text: "a1" },
    ]);
  });

  it("has each row once where they come in several parts", async () => {
    const numbers = query<{ i: number }>(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1234) SELECT i FROM n",
    );
    const expected = Array.from({ length: 1234 }, (_, index) => ({ i: index + 1 }));
    expect(await Promise.all([statements.list(numbers), statements.list(numbers)])).toEqual([
      expected,
      expected,
    ]);
  });

  it("of 100,000 rows does not block the event loop", { retry: 3 }, async () => {
    const many = query<{ i: number }>(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
      SELECT i, 'a text of some length' AS text, 'another' AS other FROM n`,
    );
    const delay = await longestDelayDuring(async () => {
      const lists = await Promise.all([statements.list(many), statements.list(many), statements.list(many)]);
      expect(lists.map((rows) => rows.length)).toEqual([100_000, 100_000, 100_000]);
    });
    expect(delay).toBeLessThan(MOST_DELAY_MS);
  });

  it("with an error in its SQL fails alone", async () => {
    await statements.write([insert("a")]);
    const wrong = query("SELECT nothing FROM note");
    const outcomes = await Promise.allSettled([
      statements.list(LIKE, "a"),
      statements.list(wrong),
      statements.list(LIKE, "a"),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });

  it("cannot write", async () => {
    await expect(
      statements.list(query("INSERT INTO note (text) VALUES (?) RETURNING text"), "a"),
    ).rejects.toThrow(/read-?only/);
    expect(await texts()).toEqual([]);
  });
});

describe("a guarded transaction", () => {
  it("does nothing where its first step changes nothing", async () => {
    const steps = [rename("a", "b"), insert("c"), insert("d")];
    expect(await statements.write(steps, { guarded: true })).toEqual([0, 0, 0]);
    expect(await texts()).toEqual([]);
  });

  it("does all of its steps where the first changes something, and each sees the former", async () => {
    await statements.write([insert("a"), insert("x")]);
    const steps = [rename("a", "b"), rename("b", "c"), insert("d"), rename("nothing", "y")];
    expect(await statements.write(steps, { guarded: true })).toEqual([1, 1, 1, 0]);
    expect(await texts()).toEqual(["c", "x", "d"]);
  });

  it("is undone by a later step that fails", async () => {
    await statements.write([insert("a")]);
    const steps = [rename("a", "b"), { sql: "INSERT INTO note (nothing) VALUES (1)", params: [] }];
    await expect(statements.write(steps, { guarded: true })).rejects.toThrow("nothing");
    expect(await texts()).toEqual(["a"]);
  });

  it("of many at once, one is the first", async () => {
    await statements.write([insert("free")]);
    const lock = { sql: "SELECT 1 FROM note FOR UPDATE", params: [] };
    const tries = Array.from({ length: 50 }, (_, index) =>
      statements.write([rename("free", "taken"), insert(`${index}`)], { guarded: true, lock }),
    );
    const counts = await Promise.all(tries);
    const winner = counts.findIndex(([changed]) => changed === 1);
    expect(counts).toEqual(counts.map((_, index) => (index === winner ? [1, 1] : [0, 0])));
    expect(await texts()).toEqual(["taken", `${winner}`]);
  });

  it("inserts unless there is such a row", async () => {
    const unlessThere = { ...insert("a"), sql: `${insert("a").sql} ON CONFLICT DO NOTHING` };
    expect(await statements.write([unlessThere, insert("b")], { guarded: true })).toEqual([1, 1]);
    expect(await statements.write([unlessThere, insert("c")], { guarded: true })).toEqual([0, 0]);
    expect(await texts()).toEqual(["a", "b"]);
  });
});

it("a violated constraint is thrown where the caller asks for it, and nothing is written", async () => {
  await statements.write([insert("a")]);
  const written = statements.write([insert("b"), insert("a")], { throwsViolations: true });
  await expect(written).rejects.toMatchObject({
    code: { sqlite: "SQLITE_CONSTRAINT_UNIQUE", postgresql: "23505" }[statements.engine],
  });
  expect(await texts()).toEqual(["a"]);
});

it("RETURNING gives all rows", async () => {
  await statements.write([insert("a"), insert("b"), insert("c")]);
  const UPDATE = query<{ text: string }>("UPDATE note SET text = text || ? WHERE text <> 'b' RETURNING text");
  const rows = await statements.writeReturning(UPDATE, "x");
  expect(rows.map(({ text }) => text).sort()).toEqual(["ax", "cx"]);
  expect(
    await statements.writeReturning(query("DELETE FROM note WHERE text = ? RETURNING id"), "no"),
  ).toEqual([]);
});
