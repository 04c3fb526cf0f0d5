import { chmodSync, closeSync, existsSync, mkdirSync, openSync, realpathSync, statSync } from "node:fs";
import path from "node:path";

/** Makes an empty file unless it exists, in a folder of its owner's, and makes it private. */
export function makePrivateFile(file: string): void {
  const folder = path.dirname(file);
  // The umask takes from the mode.
  if (mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined) chmodSync(folder, 0o700);
  if (!existsSync(file)) closeSync(openSync(file, "a", 0o600));
  makePrivate(file);
}

/**
 * Keeps others from reading a database file, however it came here. SQLite gives the -wal and -shm files that it makes the mode
 * of the database file.
 */
export function makePrivate(file: string): void {
  const real = realpathSync(file);
  for (const found of [real, `${real}-wal`, `${real}-shm`]) {
    const mode = statSync(found, { throwIfNoEntry: false })?.mode;
    if (mode === undefined || (mode & 0o777) === 0o600) continue;
    try {
      chmodSync(found, 0o600);
    } catch {
      // It is somebody else's: whether it can be used is found out by opening it.
    }
  }
}
