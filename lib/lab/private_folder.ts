import { chmodSync, lstatSync, mkdirSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { derivedKey } from "@/lib/credentials/digest";
import type { Settings } from "@/lib/settings/settings";

/** Somebody else's folder lies where the labs' should, who could read them. */
class LabFolderError extends Error {}

type Identity = Pick<Settings, "origin" | "databaseUrl" | "secretKeys">;

/** The folders of this user's Latchkeys, in the system's folder for temporary files. */
const NAME = `latchkey-lab-${process.getuid?.() ?? "user"}-`;

/**
 * The folder of all labs, private to this user, in the system's folder for temporary files. It is made where it is not there.
 * @param settings tell this Latchkey from others on the machine, which have labs of their own
 * @throws LabFolderError where it is somebody else's, or others may read it
 */
export function labFolder({ origin, databaseUrl, secretKeys }: Identity): string {
  // Everybody on the machine can read the name, and the address of the database may hold a password.
  const mark = derivedKey(secretKeys[0], `latchkey.labs ${origin} ${databaseUrl}`).slice(0, 32);
  const folder = path.join(tmpdir(), NAME + mark);
  makeFolder(folder);
  requirePrivate(folder);
  return folder;
}

/** The folders of all Latchkeys of this user, also of those that are not running. */
export function allLabFolders(): string[] {
  const names = readdirSync(tmpdir()).filter((name) => name.startsWith(NAME));
  return names.map((name) => path.join(tmpdir(), name)).filter(isPrivate);
}

function requirePrivate(folder: string): void {
  if (!isPrivate(folder))
    throw new LabFolderError(`${folder} is no private folder of this user's: remove it, or set LAB=false.`);
}

function isPrivate(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return false;
  // Windows has neither such owners nor such modes: there, a user's folder for temporary files is their own.
  return process.getuid === undefined || (found.uid === process.getuid() && (found.mode & 0o077) === 0);
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
