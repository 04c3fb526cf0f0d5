import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Worker } from "node:worker_threads";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { longestDelayDuring } from "@/lib/testing/event_loop";
import { isUnavailable } from "../errors";
import { type Connection, connect } from "./connection.js";
import { type ListReader, openListReader } from "./list_reader";

const MOST_DELAY_MS = 500;
/** 100,000 rows, each of which takes SQLite a while. */
const SLOW = `
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
  SELECT i, 'a text of some length', (
    WITH RECURSIVE m(j) AS (SELECT i UNION ALL SELECT j + 1 FROM m WHERE j < i + 40) SELECT max(j) FROM m
  ) AS most FROM n`;

let folder: string;
let other: Connection;
let reader: ListReader;
let workers: Worker[];
const noteWorker = (worker: Worker) => {
  workers.push(worker);
};

beforeEach(() => {
  workers = [];
  process.on("worker", noteWorker);
  folder = mkdtempSync(path.join(tmpdir(), "latchkey-lists-"));
  const file = path.join(folder, "test.db");
  writeFileSync(file, "");
  other = connect(file, 0);
  other.first("PRAGMA journal_mode = WAL");
  other.run("CREATE TABLE note (text TEXT)");
  other.run("INSERT INTO note VALUES ('a')");
  reader = openListReader(file);
});
afterEach(async () => {
  process.off("worker", noteWorker);
  await reader.close();
  other.close();
  rmSync(folder, { recursive: true, force: true });
});

const notes = () => reader.list("SELECT text FROM note", []);

describe("a long list", () => {
  it("does not block the event loop", { retry: 3 }, async () => {
    const delay = await longestDelayDuring(async () => {
      expect(await reader.list(SLOW, [])).toHaveLength(100_000);
    });
    expect(delay).toBeLessThan(MOST_DELAY_MS);
  });

  it("that is read on the event loop does, by the same measure", async () => {
    const delay = await longestDelayDuring(async () => other.list(SLOW, [], () => false));
    expect(delay).toBeGreaterThan(MOST_DELAY_MS);
  });

  it("leaves no read transaction open, which would keep the log from being truncated", async () => {
    await reader.list(SLOW, []);
    other.run("INSERT INTO note VALUES ('b')");
    expect(other.first("PRAGMA wal_checkpoint(TRUNCATE)")).toMatchObject({ busy: 0 });
    expect(await notes()).toEqual([{ text: "a" }, { text: "b" }]);
  });
});

describe("the thread", () => {
  it("is started by the first list, and serves all others", async () => {
    expect(workers).toHaveLength(0);
    await Promise.all([notes(), notes()]);
    await notes();
    expect(workers).toHaveLength(1);
  });

  it("that crashes in the middle rejects its lists, and the next list has another thread", async () => {
    await notes();
    const lists = [reader.list(SLOW, []), notes(), reader.list(SLOW, [])];
    const outcomes = Promise.allSettled(lists);
    // Not by terminate(), which can abort the process: an invalid message is an uncaught exception in the thread.
    await new Promise((resolve) => workers[0]?.once("message", resolve));
    workers[0]?.postMessage(null);
    const [first, second, third] = await outcomes;
    expect(first).toMatchObject({ status: "rejected", reason: { name: "StoreError", code: "SQLITE_IOERR" } });
    expect(first?.status === "rejected" && isUnavailable(first.reason)).toBe(true);
    expect([second?.status, third?.status]).toEqual(["fulfilled", "rejected"]);
    expect(await notes()).toEqual([{ text: "a" }]);
    expect(workers).toHaveLength(2);
  });
});

describe("closing", () => {
  it("rejects the list that is being read, without waiting for its rows", async () => {
    await notes();
    const list = reader.list(SLOW, []);
    const outcome = Promise.allSettled([list]);
    await reader.close();
    expect(await outcome).toMatchObject([{ status: "rejected", reason: { code: "SQLITE_INTERRUPT" } }]);
  });

  it("rejects later lists, and starts no thread for them", async () => {
    await reader.close();
    await expect(notes()).rejects.toMatchObject({ code: "SQLITE_INTERRUPT" });
    expect(workers).toHaveLength(0);
  });
});
