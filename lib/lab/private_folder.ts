import { createHash } from "node:crypto";
import { chmodSync, lstatSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Somebody else's folder lies where the labs' should, who could read them. */
class LabFolderError extends Error {}

/**
 * The folder of all labs, private to this user, in the system's folder for temporary files. It is made where it is not there.
 * @param origin of this Latchkey: others on the machine have labs of their own
 * @throws LabFolderError where it is somebody else's, or others may read it
 */
export function labFolder(origin: string): string {
  const folder = labFolderPath(origin);
  makeFolder(folder);
  // Windows has neither such owners nor such modes: there, a user's folder for temporary files is their own.
  if (process.getuid === undefined) return folder;
  const found = lstatSync(folder);
  const isPrivate = found.isDirectory() && found.uid === process.getuid() && (found.mode & 0o077) === 0;
  if (!isPrivate)
    throw new LabFolderError(`${folder} is no private folder of this user's: remove it, or set LAB=false.`);
  return folder;
}

/** Where that folder is, or would be. */
export function labFolderPath(origin: string): string {
  const mark = createHash("sha256").update(origin).digest("hex").slice(0, 8);
  return path.join(tmpdir(), `latchkey-lab-${process.getuid?.() ?? "user"}-${mark}`);
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
    // The umask takes from the mode.
    chmodSync(folder, 0o700);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
}
