import { createHash } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** The lines of a list as Have I Been Pwned publishes it: in order, each with how often its password was seen. */
export function breachedLines(passwords: readonly string[]): string[] {
  return passwords
    .map(sha1)
    .sort()
    .map((hash, index) => `${hash}:${1 + ((index * 7919) % 40_000_000)}`);
}

/** @returns its path, in a folder of its own */
export function breachedFile(text: string): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "latchkey-breached-")), "breached.txt");
  writeFileSync(file, text);
  return file;
}

function sha1(password: string): string {
  return createHash("sha1").update(password).digest("hex").toUpperCase();
}
