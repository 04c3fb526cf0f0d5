import { randomBytes } from "node:crypto";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";

/*
 * The labs that there are: a folder for each, under a name that is one of a fixed number of places. A lab is prepared under another
 * name and moved to a free place as a whole, so that the file system decides who gets it, whichever worker asks.
 */

/** How many labs there are at once. */
export const MAX_LABS = 64;
/** How long a lab is there; milliseconds. */
export const LAB_AGE = 3_600_000;
/** What a start or an end that was broken off has left is removed after this time; milliseconds. */
const LEFT_OVER = 600_000;

const PLACES = Array.from({ length: MAX_LABS }, (_, place) => String(place));
const ID = /^(\d{1,2})-[0-9a-f]{32}$/;
/** In a lab's folder: its id, and when it was made. */
const NAME = "name";

/** A lab that is being made. */
export interface PreparedLab {
  /** `file:` address of its database, which is still to be made. */
  readonly url: string;
  /** Moves it to a free place. @returns its id; null where all places are taken */
  settle(): string | null;
  /** Removes it, where it was not moved. */
  discard(): void;
}

/** Prepares a new lab. @param now milliseconds since the epoch */
export function prepareLab(folder: string, now: number): PreparedLab {
  const secret = randomBytes(16).toString("hex");
  const prepared = path.join(folder, `new-${secret}`);
  mkdirSync(prepared, { mode: 0o700 });
  return {
    url: `file:${path.join(prepared, databaseName(secret))}`,
    settle() {
      for (const place of PLACES) {
        const id = `${place}-${secret}`;
        writeFileSync(path.join(prepared, NAME), `${id} ${now}`);
        if (isMoved(prepared, path.join(folder, place))) return id;
      }
      return null;
    },
    discard: () => rmSync(prepared, { recursive: true, force: true }),
  };
}

/** The `file:` address of a lab's database; null where there is no such lab, or it is over. @param now milliseconds since the epoch */
export function findLab(folder: string, id: string, now: number): string | null {
  const place = placeOf(id);
  const found = place === undefined ? null : readName(path.join(folder, place));
  if (place === undefined || found?.id !== id || isOver(found, now)) return null;
  return `file:${path.join(folder, place, databaseName(id.slice(place.length + 1)))}`;
}

/** No two labs have one: whoever has a lab open that is gone does not come upon the next one at its place. */
function databaseName(secret: string): string {
  return `${secret}.db`;
}

/** Removes a lab; where it is gone already, nothing. */
export function removeLab(folder: string, id: string): void {
  const place = placeOf(id);
  if (place !== undefined && readName(path.join(folder, place))?.id === id) remove(folder, place, id);
}

/** Removes the labs that are over, and what was left of those that were broken off. @param now milliseconds since the epoch */
export function removeOldLabs(folder: string, now: number): void {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const found = PLACES.includes(name) ? readName(path.join(folder, name)) : null;
    if (found === null ? isLeftOver(path.join(folder, name)) : isOver(found, now))
      remove(folder, name, found?.id);
  }
}

/** Takes it out of its place first: a lab is there as a whole, or not at all. @param id of the lab that is meant */
function remove(folder: string, name: string, id: string | undefined): void {
  const gone = path.join(folder, `gone-${randomBytes(16).toString("hex")}`);
  if (!isMoved(path.join(folder, name), gone)) return;
  // Another worker may have removed it, and a new lab have taken the place, since it was looked at.
  const isAnother = readName(gone)?.id !== id;
  if (!isAnother || !isMoved(gone, path.join(folder, name))) rmSync(gone, { recursive: true, force: true });
}

/** False where something is at the new name, which a folder does not replace, or another process has moved it before. */
function isMoved(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    // Windows says EPERM of a folder that is there.
    const expected = ["ENOTEMPTY", "EEXIST", "EPERM", "ENOENT"];
    if (error instanceof Error && "code" in error && expected.includes(String(error.code))) return false;
    throw error;
  }
}

function placeOf(id: string): string | undefined {
  return ID.exec(id)?.[1];
}

interface Name {
  readonly id: string;
  readonly madeAt: number;
}

function readName(lab: string): Name | null {
  try {
    const [id = "", madeAt] = readFileSync(path.join(lab, NAME), "utf8").split(" ");
    return { id, madeAt: Number(madeAt) };
  } catch {
    return null;
  }
}

function isOver({ madeAt }: Name, now: number): boolean {
  return now >= madeAt + LAB_AGE;
}

/** By the file system's own clock. */
function isLeftOver(file: string): boolean {
  const found = lstatSync(file, { throwIfNoEntry: false });
  return found !== undefined && Date.now() - found.mtimeMs > LEFT_OVER;
}
