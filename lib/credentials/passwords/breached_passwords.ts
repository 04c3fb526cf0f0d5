import { createHash } from "node:crypto";
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";

/** A SHA-1 in hex begins each line; `:` and how often the password was seen follow, or nothing. */
const LINE = /^([0-9A-F]{40})(?::\d+)?\r?$/i;
/** More than two lines. Bytes. */
const WINDOW = 256;
/** Where the search has come down to so many bytes, they are read at once. */
const LAST_WINDOW = 8_192;

/** The file of breached passwords cannot be read now, or is no longer one. */
export class BreachedListError extends Error {
  override readonly name = "BreachedListError";
}

/**
 * Whether a password is in a file of breached ones: SHA-1 hashes in order, one a line, as Have I Been Pwned publishes them.
 * The search halves the file on disk, some 35 short reads where it has 40 GB, and keeps nothing in memory. The file is opened
 * for each search, so that a new one can be put in its place.
 * @throws BreachedListError
 */
export async function isBreached(password: string, file: string): Promise<boolean> {
  // UTF-8, as the services that these lists come from had it.
  const wanted = createHash("sha1").update(password).digest("hex").toUpperCase();
  const handle = await open(file).catch((error: unknown) => {
    throw new BreachedListError(String(error), { cause: error });
  });
  try {
    return await contains(handle, (await handle.stat()).size, wanted);
  } finally {
    await handle.close();
  }
}

async function contains(handle: FileHandle, size: number, wanted: string): Promise<boolean> {
  // The line that is wanted begins at `from`, at `to` or between, if it is there.
  let [from, to] = [0, size];
  while (to - from > LAST_WINDOW) {
    const middle = Math.floor((from + to) / 2);
    const line = firstLine(await read(handle, middle, WINDOW), middle);
    if (line.hash === wanted) return true;
    if (line.hash < wanted) from = line.end;
    else to = middle;
  }
  const text = await read(handle, from, to - from + WINDOW);
  return text.split("\n").some((line) => line.slice(0, wanted.length).toUpperCase() === wanted);
}

async function read(handle: FileHandle, position: number, length: number): Promise<string> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.toString("latin1", 0, bytesRead);
}

/**
 * The first whole line in a part of the file that may begin within one.
 * @param position of the part, in bytes
 * @returns its hash, and where the line after it begins
 */
function firstLine(text: string, position: number): { hash: string; end: number } {
  const start = text.indexOf("\n") + 1;
  const end = text.indexOf("\n", start);
  const hash = LINE.exec(text.slice(start, end))?.[1];
  if (start === 0 || end === -1 || hash === undefined)
    throw new BreachedListError(`The line after byte ${position} holds no SHA-1.`);
  return { hash: hash.toUpperCase(), end: position + end + 1 };
}

/**
 * What is wrong with a file of breached passwords, completing the sentence "NAME …"; null where nothing is. Looks at its
 * first lines only.
 */
export function breachedListProblem(file: string): string | null {
  const head = headOf(file);
  if (head === null) return `must name a file that can be read: ${file} cannot`;
  const lines = head.split("\n").slice(0, 2);
  const hashes = lines.filter((line) => line !== "").map((line) => LINE.exec(line)?.[1]?.toUpperCase());
  const [first, second = first] = hashes;
  if (first === undefined || second === undefined)
    return "must name a file with a SHA-1 in hex at the beginning of each line, such as pwned-passwords-sha1-ordered-by-hash";
  return first <= second ? null : "must name a file whose lines are in the order of their hashes";
}

function headOf(file: string): string | null {
  try {
    if (!statSync(file).isFile()) return null;
    const descriptor = openSync(file, "r");
    try {
      const bytes = Buffer.alloc(WINDOW);
      return bytes.toString("latin1", 0, readSync(descriptor, bytes, 0, WINDOW, 0));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return null;
  }
}
