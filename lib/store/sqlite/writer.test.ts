import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Connection, connect } from "./connection.js";
import { openWriter, type Writer } from "./writer";

let folder: string;
let other: Connection;
let writer: Writer;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "latchkey-writer-"));
  const file = path.join(folder, "test.db");
  writeFileSync(file, "");
  other = connect(file, 0);
  other.first("PRAGMA journal_mode = WAL");
  other.run("CREATE TABLE note (text TEXT UNIQUE)");
  writer = openWriter(file);
});

afterEach(async () => {
  await writer.close();
  other.close();
  rmSync(folder, { recursive: true, force: true });
});

const note = (...texts: string[]) =>
  writer.write(texts.map((text) => ({ sql: "INSERT INTO note VALUES (?)", params: [text] })));

const ask = (sql: string) => writer.writeReturning({ sql, params: [] });

const notes = () => (other.first("SELECT group_concat(text) AS texts FROM note") as { texts: string }).texts;

describe("tasks that come at once", () => {
  it("are done in their order, and get their results", async () => {
    expect(await Promise.all([note("a"), note("b", "c"), note("d")])).toEqual([[1], [1, 1], [1]]);
    expect(notes()).toBe("a,b,c,d");
  });

  it("share a COMMIT", async () => {
    const logged = () => statSync(path.join(folder, "test.db-wal")).size;
    await note("first");
    const before = logged();
    await note("second");
    const onCommit = logged() - before;
    await Promise.all(Array.from({ length: 50 }, (_, index) => note(`${index}`)));
    expect(logged() - before - onCommit).toBeLessThan(onCommit * 25);
  });

  it("fail alone: all steps of a failed task are rolled back, and nothing else", async () => {
    const results = await Promise.allSettled([note("a"), note("b", "a"), note("c"), note("a"), note("d")]);
    expect(results.map(({ status }) => status)).toEqual([
      "fulfilled",
      "rejected",
      "fulfilled",
      "rejected",
      "fulfilled",
    ]);
    expect(notes()).toBe("a,c,d");
  });

  it("fail where the disk is full, and succeed once it is not", async () => {
    await ask("PRAGMA max_page_count = 10");
    const fill = writer.write([{ sql: "INSERT INTO note VALUES (hex(zeroblob(100000)))", params: [] }]);
    await expect(fill).rejects.toMatchObject({ code: "SQLITE_FULL" });
    await ask("PRAGMA max_page_count = 1000");
    expect(await note("z")).toEqual([1]);
    expect(notes()).toBe("z");
  });

  it("are written before the writer closes", async () => {
    const written = Promise.all([note("a"), note("b")]);
    await writer.close();
    expect(await written).toEqual([[1], [1]]);
    expect(notes()).toBe("a,b");
  });
});

describe("a database that another process has locked", () => {
  it("is waited for without blocking the event loop", async () => {
    other.run("BEGIN IMMEDIATE");
    let turns = 0;
    const turning = setInterval(() => {
      turns += 1;
    }, 5);
    const written = Promise.all([note("a"), note("b")]);
    await expect.poll(() => turns, { timeout: 4000, interval: 20 }).toBeGreaterThan(30);
    other.run("COMMIT");
    expect(await written).toEqual([[1], [1]]);
    clearInterval(turning);
    expect(notes()).toBe("a,b");
  });

  it("fails with SQLITE_BUSY after some seconds, and is written to when it is unlocked", async () => {
    other.run("BEGIN IMMEDIATE");
    await expect(note("a")).rejects.toMatchObject({ code: "SQLITE_BUSY" });
    other.run("ROLLBACK");
    expect(await note("b")).toEqual([1]);
    expect(notes()).toBe("b");
  }, 15_000);
});

describe("a writer whose thread crashes", () => {
  it("rejects its tasks, and starts another thread for the next one", async () => {
    const gone = openWriter(path.join(folder, "no", "such.db"));
    await expect(gone.write([])).rejects.toMatchObject({ code: "SQLITE_IOERR" });
    mkdirSync(path.join(folder, "no"));
    writeFileSync(path.join(folder, "no", "such.db"), "");
    expect(await gone.write([{ sql: "CREATE TABLE note (text TEXT)", params: [] }])).toEqual([0]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await gone.write([{ sql: "INSERT INTO note VALUES (?)", params: ["a"] }])).toEqual([1]);
    await gone.close();
  });
});

it("is closed all the same where its file is gone before its thread has opened it", async () => {
  const gone = openWriter(path.join(folder, "no", "such.db"));
  await expect(gone.close()).resolves.toBeUndefined();
});
