import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Connection, connect } from "./connection.js";

let folder: string;
let reader: Connection;
let other: Connection;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "latchkey-connection-"));
  writeFileSync(path.join(folder, "a.db"), "");
  other = connect(path.join(folder, "a.db"), 0);
  other.run("CREATE TABLE note (text TEXT)");
  other.run("INSERT INTO note VALUES ('one')");
  reader = connect(path.join(folder, "a.db"), 0);
});
afterEach(() => {
  reader.close();
  other.close();
  rmSync(folder, { recursive: true, force: true });
});

const COUNT = "SELECT count(*) AS count FROM note";
const FIND = "SELECT text, NULL AS absent FROM note WHERE text = ?";

it("gives a row by the names of its columns, and undefined where there is none", () => {
  expect(reader.first(FIND, ["one"])).toEqual({ text: "one", absent: null });
  expect(reader.first(FIND, ["two"])).toBeUndefined();
  expect(reader.first(FIND, [null])).toBeUndefined();
});

it("sees the present data after a query that failed with SQLITE_BUSY, whatever is read next", () => {
  expect(reader.first(COUNT)).toEqual({ count: 1 });
  other.run("BEGIN EXCLUSIVE");
  other.run("INSERT INTO note VALUES ('two')");
  expect(() => reader.first(FIND, ["one"])).toThrow(expect.objectContaining({ code: "SQLITE_BUSY" }));
  expect(() => reader.first(COUNT)).toThrow(expect.objectContaining({ code: "SQLITE_BUSY" }));
  other.run("COMMIT");
  expect(reader.first(COUNT)).toEqual({ count: 2 });
  // A read transaction that was still open would keep others from writing.
  other.run("DELETE FROM note");
  expect(reader.first(COUNT)).toEqual({ count: 0 });
  expect(reader.first(FIND, ["one"])).toBeUndefined();
});

it("changes nothing by a write that fails, and does the next one", () => {
  other.run("CREATE UNIQUE INDEX once ON note (text)");
  const insert = "INSERT INTO note VALUES (?) RETURNING text";
  expect(() => other.returning(insert, ["one"])).toThrow("UNIQUE");
  expect(other.returning(insert, ["two"])).toEqual([{ text: "two" }]);
  expect(reader.first(COUNT)).toEqual({ count: 2 });
});
