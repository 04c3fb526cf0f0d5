import { existsSync } from "node:fs";
import { UnsuitableDatabaseError } from "../unsuitable";
import { collectGarbage } from "./collect_garbage.js";
import { type Connection, connect, isBusy } from "./connection.js";
import { type ListReader, openListReader } from "./list_reader";
import { makePrivate } from "./private_file";
import { openWriter, type Writer } from "./writer";

/** How long a look-up may wait while another process recovers the log after a crash; nothing else makes a reader wait. */
const LOOKUP_TIMEOUT_MS = 250;

/** The connections of this process to one database file. */
export interface Attachment {
  readonly reader: Connection;
  readonly writer: Writer;
  readonly lists: ListReader;
  /** The SQL of all tables and indexes. */
  readonly tables: unknown;
}

const TABLES = `SELECT group_concat(sql, ';') AS sql FROM
  (SELECT sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name)`;

/**
 * Look-ups run on the event loop: by index they take about 0.01 ms, and in WAL mode readers wait for no writer. Writes and
 * lists have a thread each.
 * @throws where there is no such file, or none of SQLite's
 */
export function attach(file: string): Attachment {
  const reader = connect(file, LOOKUP_TIMEOUT_MS);
  return attachBeside(reader, file);
}

/**
 * To the file that lies at the path of a former one now.
 * @throws UnsuitableDatabaseError where its tables are others; as `attach` does
 */
export async function attachAgain(file: string, { tables }: Attachment): Promise<Attachment> {
  if (existsSync(file) && !isDjangos(tables)) makePrivate(file);
  const reader = connect(file, LOOKUP_TIMEOUT_MS, LOOKUP_TIMEOUT_MS);
  try {
    if (tablesOf(reader) !== tables)
      throw new UnsuitableDatabaseError(
        `The database file ${file} was replaced by one with other tables: put the right one in place, or restart Latchkey to bring it up to date.`,
      );
    if (hasLog(reader)) return attachBeside(reader, file);
    // Made by VACUUM INTO, which keeps the tables, but not the mode.
    reader.first("PRAGMA journal_mode = WAL");
    if (!hasLog(reader)) throw new UnsuitableDatabaseError(`The database file ${file} cannot have a log.`);
  } catch (error) {
    await release(reader);
    throw error;
  }
  await release(reader);
  return attachBeside(connect(file, LOOKUP_TIMEOUT_MS, LOOKUP_TIMEOUT_MS), file);
}

/** Whether the database is one that a Django project made: others may have to write its file. */
function isDjangos(tables: unknown): boolean {
  return String(tables).includes('"latchkey_adoption"');
}

/** Closes a connection, and its files with it. */
async function release(reader: Connection): Promise<void> {
  reader.close();
  await collectGarbage();
}

function hasLog(reader: Connection): boolean {
  return (reader.first("PRAGMA journal_mode") as { journal_mode: string }).journal_mode === "wal";
}

function attachBeside(reader: Connection, file: string): Attachment {
  return { reader, writer: openWriter(file), lists: openListReader(file), tables: tablesOf(reader) };
}

function tablesOf(reader: Connection): unknown {
  return (reader.first(TABLES) as { sql: unknown }).sql;
}

/** Closes all connections to a file that was removed or replaced, whose log is moved into it before. @throws StoreError */
export async function detach({ reader, writer, lists }: Attachment): Promise<void> {
  await writer.detach().catch((error: unknown) => {
    // After anything else its thread has ended, and has nothing open.
    if (isBusy(error)) throw error;
  });
  reader.close();
  await Promise.all([lists.close(), writer.close()]);
  // As long as this process had the file open, SQLite would share its old log with new connections.
  await collectGarbage();
}

/** Resolves when everything is written. */
export async function closeAttachment({ reader, writer, lists }: Attachment): Promise<void> {
  reader.close();
  await Promise.all([lists.close(), writer.close()]);
}
