import Database from "libsql";
import { readOnlyUrl } from "../sqlite/read_only";

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
 * @throws SQLite's errors: SQLITE_READONLY_ROLLBACK where a transaction of a process that has ended must be taken back first
 */
export function openReadOnly(file: string): FileReader {
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
