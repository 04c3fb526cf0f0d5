import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { query, type Statements } from "../statements";
import { connect } from "./connection.js";
import { openSqlite } from "./statements";

const DISK_BYTES = 2 * 1024 * 1024;

let folder: string;
let file: string;
let statements: Statements;

const mount = (at: string) =>
  spawnSync("mount", ["-t", "tmpfs", "-o", `size=${DISK_BYTES}`, "latchkey-test", at]).status === 0;
/** Lazily: the driver closes its files when it is done with them. */
const unmount = (at: string) => spawnSync("umount", ["-l", at]);

/** Only root may make a small disk. */
function canMount(): boolean {
  const probe = mkdtempSync(path.join(tmpdir(), "latchkey-disk-"));
  const mounted = mount(probe);
  if (mounted) unmount(probe);
  rmSync(probe, { recursive: true });
  return mounted;
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "latchkey-disk-"));
  mount(folder);
  file = path.join(folder, "test.db");
  writeFileSync(file, "");
  const connection = connect(file, 0);
  connection.first("PRAGMA journal_mode = WAL");
  connection.run("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)");
  connection.run("INSERT INTO note VALUES (1, '')");
  connection.close();
  statements = openSqlite(file);
});
afterEach(async () => {
  await statements.close();
  unmount(folder);
  rmSync(folder, { recursive: true });
});

const note = (text: string) =>
  statements.write([{ sql: "UPDATE note SET text = ? WHERE id = 1", params: [text] }]);
const noted = () => statements.one(query("SELECT text FROM note WHERE id = 1"));

/** Takes the rest of the disk. */
function fillDisk(): void {
  const ballast = openSync(path.join(folder, "ballast"), "w");
  try {
    for (;;) writeSync(ballast, Buffer.alloc(4096));
  } catch {
    // It is full.
  } finally {
    closeSync(ballast);
  }
}

describe.skipIf(!canMount())("on a disk of 2 MB, which only root can make", () => {
  it("the log does not keep the disk full", async () => {
    // Each writes a page to the log, so that it would take 3 MB. The database has three pages in all.
    for (let count = 0; count < 800; count += 1) expect(await note(`${count}`.padEnd(3000))).toEqual([1]);
    expect(await noted()).toEqual({ text: "799".padEnd(3000) });
    expect(statSync(file).size).toBeLessThan(100_000);
    await statements.checkWritable();
  });

  it("writing fails while the disk is full, which is known before the next write, and works once it is not", async () => {
    await note("before");
    fillDisk();
    const long = "x".repeat(100_000);
    await expect(note(long)).rejects.toMatchObject({ code: "SQLITE_FULL" });
    await expect(statements.checkWritable()).rejects.toMatchObject({ code: "SQLITE_FULL" });
    expect(await noted()).toEqual({ text: "before" });
    rmSync(path.join(folder, "ballast"));
    await statements.checkWritable();
    expect(await note(long)).toEqual([1]);
    expect(await noted()).toEqual({ text: long });
  });
});
