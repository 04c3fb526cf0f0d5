import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { pathToFileURL } from "node:url";

/**
 * The address by which SQLite opens a file of somebody else's for reading: nothing is written, and no file made beside it. Not for
 * a file that this process has open: node:fs would drop its locks.
 */
export function readOnlyUrl(file: string): string {
  // In WAL mode any opening but an immutable one would make -wal and -shm files. Where they are, somebody has it open.
  const hasLog = existsSync(`${file}-shm`) || firstBytes(`${file}-wal`, 1).length > 0;
  const isImmutable = isWal(file) && !hasLog;
  return `${pathToFileURL(file)}?${isImmutable ? "immutable=1" : "mode=ro"}`;
}

/** Source: SQLite's file format, 1.3.3: byte 19 is 2 in WAL mode. */
function isWal(file: string): boolean {
  return firstBytes(file, 20)[19] === 2;
}

/** @returns fewer where the file is shorter, none where there is no file */
export function firstBytes(file: string, count: number): Buffer {
  if (!existsSync(file)) return Buffer.alloc(0);
  const descriptor = openSync(file, "r");
  try {
    const bytes = Buffer.alloc(count);
    return bytes.subarray(0, readSync(descriptor, bytes));
  } finally {
    closeSync(descriptor);
  }
}
