// @ts-check
import { mkdtempSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Linux's file system in memory. */
const IN_MEMORY = "/dev/shm";
/** With less room than this, databases lie on the disk. Bytes. */
const ROOM = 2 ** 30;

/**
 * Makes a folder for the database of a test: in memory where there is room, since a database on a disk waits for it at each
 * commit.
 * @param {string} prefix of its name
 */
export function makeDatabaseFolder(prefix) {
  return mkdtempSync(path.join(hasRoom() ? IN_MEMORY : tmpdir(), prefix));
}

function hasRoom() {
  try {
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    return bavail * bsize >= ROOM;
  } catch {
    return false;
  }
}
