import Database from "libsql";
import { firstBytes, readOnlyUrl } from "../sqlite/read_only";
import { SourceError } from "./source";

/** How long a read waits for another process that writes; milliseconds. */
const TIMEOUT_MS = 10_000;

/** Reads a database file of somebody else's. */
export interface FileReader {
  /**
   * All rows of a query. Columns that are cast to BLOB are read as text: the driver aborts the process at a text that is no
   * UTF-8. What cannot be decoded is U+FFFD.
   */
  rows(sql: string, params?: readonly string[]): Readonly<Record<string, string | null>>[];
  close(): void;
}

/**
 * Opens a database file of somebody else's for reading. Nothing is written to it, and no file made beside it.
 * @throws SourceError
 */
export function openReadOnly(file: string): FileReader {
  // SQLite would have to finish the transaction, which is writing.
  if (firstBytes(`${file}-journal`, 1).length > 0)
    throw new SourceError(
      `${file} has a transaction that was not finished, in ${file}-journal: wait until it is written, or open it by Django once.`,
    );
  const database = new Database(readOnlyUrl(file), { timeout: TIMEOUT_MS });
  const { encoding } = database.prepare("PRAGMA encoding").get() as { encoding: string };
  const decoder = new TextDecoder(encoding.toLowerCase());
  const text = (cell: unknown) => (cell === null ? null : cellText(cell, decoder));
  return {
    rows(sql, params = []) {
      const statement = database.prepare(sql);
      const names = statement.columns().map(({ name }) => name);
      const rows = statement.raw().all([...params]) as unknown[][];
      return rows.map((row) =>
        Object.fromEntries(row.map((cell, index) => [names[index] ?? "", text(cell)])),
      );
    },
    close: () => database.close(),
  };
}

function cellText(cell: unknown, decoder: TextDecoder): string {
  return cell instanceof Uint8Array ? decoder.decode(cell) : String(cell);
}
