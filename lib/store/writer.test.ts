import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Connection, connect } from "./connection";
import { openWriter, type Writer } from "./writer";

let folder: string;
let other: Connection;
let writer: Writer;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "latchkey-writer-"));
  const file = path.join(folder, "test.db");
  other = connect(file, 0);
  other.first("PRAGMA journal_mode = WAL");
  other.run("CREATE TABLE note (text TEXT UNIQUE)");
  writer = openWriter(file);
});

afterEach(() => {
  writer.close();
  other.close();
  rmSync(folder, { recursive: true, force: true });
});

const note = (...texts: string[]) =>
  writer.write((connection) => {
    for (const text of texts) connection.run("INSERT INTO note VALUES (?)", [text]);
    return texts.length;
  });

const notes = () => (other.first("SELECT group_concat(text) AS texts FROM note") as { texts: string }).texts;

describe("work that comes at once", () => {
  it("is all done, in its order, and told its result", async () => {
    expect(await Promise.all([note("a"), note("b", "c"), note("d")])).toEqual([1, 2, 1]);
    expect(notes()).toBe("a,b,c,d");
  });

  it("is one transaction: nobody sees a part of it", async () => {
    const seen: unknown[] = [];
    const look = () => writer.write(() => seen.push(notes()));
    await Promise.all([note("a"), look(), note("b"), look()]);
    expect(seen).toEqual([null, null]);
    expect(notes()).toBe("a,b");
  });

  it("fails alone: all of what failed is undone, and nothing else", async () => {
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

  it("fails together where the disk is full, and goes on once it is not", async () => {
    const fill = writer.write((connection) => {
      connection.run("PRAGMA max_page_count = 10");
      connection.run("INSERT INTO note VALUES (hex(zeroblob(100000)))");
    });
    const full = { status: "rejected", reason: { code: "SQLITE_FULL" } };
    expect(await Promise.allSettled([note("a"), fill, note("b")])).toMatchObject([full, full, full]);
    await writer.write((connection) => connection.first("PRAGMA max_page_count = 1000"));
    expect(await note("z")).toBe(1);
    expect(notes()).toBe("z");
  });
});

describe("a database that somebody else holds", () => {
  it("is waited for, the event loop free", async () => {
    other.run("BEGIN IMMEDIATE");
    let turns = 0;
    const turning = setInterval(() => {
      turns += 1;
    }, 5);
    const written = Promise.all([note("a"), note("b")]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(turns).toBeGreaterThan(30);
    other.run("COMMIT");
    expect(await written).toEqual([1, 1]);
    clearInterval(turning);
    expect(notes()).toBe("a,b");
  });

  it("is unavailable after some seconds, and written to again when it is free", async () => {
    other.run("BEGIN IMMEDIATE");
    await expect(note("a")).rejects.toMatchObject({ code: "SQLITE_BUSY" });
    other.run("ROLLBACK");
    expect(await note("b")).toBe(1);
    expect(notes()).toBe("b");
  }, 15_000);
});
