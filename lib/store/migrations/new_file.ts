import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { sqliteFile } from "../address";
import { migrate } from "./migrate";

/** By the end of its name, a file of a database. */
type Files = readonly (readonly [end: string, content: Buffer])[];

/** A database with all tables, without rows: a copy takes a tenth of the time that making them does. */
let empty: Promise<Files> | null = null;

/** Makes a database file as {@link migrate} does. @param url `file:` address of none that is there, in a folder that is */
export async function makeMigratedFile(url: string): Promise<void> {
  const file = sqliteFile(url);
  if (empty !== null) {
    for (const [end, content] of await empty) await writeFile(file + end, content, { mode: 0o600 });
    return;
  }
  empty = migrate(url).then(() => readFiles(file));
  await empty.catch((error: unknown) => {
    empty = null;
    throw error;
  });
}

/** What was written last may still lie in the log beside the database. */
async function readFiles(file: string): Promise<Files> {
  const ends = ["", "-wal"].filter((end) => existsSync(file + end));
  return Promise.all(ends.map(async (end) => [end, await readFile(file + end)] as const));
}
