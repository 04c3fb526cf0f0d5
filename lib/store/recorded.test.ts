import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { openTestStore, type TestStore } from "@/lib/testing/store/store";
import { type RecordedStatement, recordedStore } from "./recorded";
import { query, type Statements } from "./statements";

let database: TestStore;
let noted: RecordedStatement[];
let statements: Statements;
const runs = (sql: string) => database.store.statements.write([{ sql, params: [] }]);
beforeAll(async () => {
  database = await openTestStore();
  await runs("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT UNIQUE)");
});
afterAll(() => database.close());
beforeEach(async () => {
  await runs("DELETE FROM note");
  noted = [];
  const recorded = recordedStore(database.store, (one) => noted.push(one));
  // By this very object, statements that were built are kept.
  expect(recorded.schema).toBe(database.store.schema);
  statements = recorded.statements;
});

const INSERT = "INSERT INTO note (id, text) SELECT coalesce(max(id), 0) + 1, ? FROM note";
const RENAME = "UPDATE note SET text = text || 'x' WHERE text = ?";
const insert = (text: string) => ({ sql: INSERT, params: [text] });
const rename = (text: string) => ({ sql: RENAME, params: [text] });
const FIND = query<{ text: string }>("SELECT text FROM note WHERE text = ?");
const ALL = query<{ text: string }>("SELECT text FROM note ORDER BY id");

it("notes what was read, with how many rows", async () => {
  await database.store.statements.write([insert("a"), insert("b")]);
  expect(await statements.one(FIND, "a")).toEqual({ text: "a" });
  expect(await statements.one(FIND, "c")).toBeUndefined();
  expect(await statements.list(ALL)).toEqual([{ text: "a" }, { text: "b" }]);
  expect(noted).toEqual([
    { sql: FIND.sql, kind: "read", rows: 1 },
    { sql: FIND.sql, kind: "read", rows: 0 },
    { sql: ALL.sql, kind: "read", rows: 2 },
  ]);
});

it("gives a look-up as the engine does, noted by then", async () => {
  const found = statements.one(FIND, "a");
  expect(found instanceof Promise).toBe(statements.engine === "postgresql");
  await found;
  expect(noted).toHaveLength(1);
});

it("notes each step of a transaction, with how many rows it changed", async () => {
  expect(await statements.write([insert("a"), insert("b"), rename("a"), rename("c")])).toEqual([1, 1, 1, 0]);
  expect(noted.map(({ sql, kind, rows }) => [sql, kind, rows])).toEqual([
    [INSERT, "write", 1],
    [INSERT, "write", 1],
    [RENAME, "write", 1],
    [RENAME, "write", 0],
  ]);
  const DELETE = query("DELETE FROM note RETURNING id");
  expect(await statements.writeReturning(DELETE)).toHaveLength(2);
  expect(noted.slice(4)).toEqual([{ sql: DELETE.sql, kind: "write", rows: 2 }]);
});

it("notes no step that did not run", async () => {
  expect(await statements.write([rename("a"), insert("b")], { guarded: true })).toEqual([0, 0]);
  expect(noted).toEqual([{ sql: RENAME, kind: "write", rows: 0 }]);
  expect(await statements.write([insert("a"), insert("b")], { guarded: true })).toEqual([1, 1]);
  expect(noted).toHaveLength(3);
});

it("fails as the store does, and notes nothing of it", async () => {
  await statements.write([insert("a")]);
  const wrong = query("SELECT nothing FROM note");
  await expect(statements.list(wrong)).rejects.toThrow("nothing");
  await expect((async () => statements.one(wrong))()).rejects.toThrow("nothing");
  await expect(statements.write([insert("a")], { throwsViolations: true })).rejects.toThrow();
  await statements.checkWritable();
  expect(noted).toHaveLength(1);
});
