import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { sqliteFile } from "../address";
import { migrate } from "./migrate";

/** By the end of its name, a file of a database. */
type Files = readonly (readonly [end: string, content: Buffer])[];

/** A database with all tables, without rows: a copy takes a tenth of the time that making them does. */
let empty: Promise<Files> | null = null;

/** Makes a database file as {@link migrate} does. @param url `file:` address of none that is there, in a folder that is */
export async function makeMigratedFile(url: string): Promise<void> {
  empty ??= readEmpty();
  const files = await empty.catch((error: unknown) => {
    empty = null;
    throw error;
  });
  for (const [end, content] of files) await writeFile(sqliteFile(url) + end, content, { mode: 0o600 });
}

/**
 * Of a file that nobody uses afterwards: a process that reads and closes a database file by other means than SQLite's loses all locks
 * that it has on it (https://www.sqlite.org/howtocorrupt.html, 2.2), until its last connection is gone.
 */
async function readEmpty(): Promise<Files> {
  const folder = await mkdtemp(path.join(tmpdir(), "latchkey-new-"));
  try {
    const file = path.join(folder, "empty.db");
    await migrate(`file:${file}`);
    // What was written last may still lie in the log beside the database.
    const ends = ["", "-wal"].filter((end) => existsSync(file + end));
    return await Promise.all(ends.map(async (end) => [end, await readFile(file + end)] as const));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
