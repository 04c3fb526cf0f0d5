/** The files of the product, for tests that read them. */

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** A file of product code: neither a test nor what serves only tests, and not generated. */
export interface SourceFile {
  /** From the project's root, with forward slashes. */
  readonly name: string;
  readonly text: string;
}

export function productCode(...folders: readonly string[]): SourceFile[] {
  return folders.flatMap(namesUnder).map((name) => ({ name, text: readFileSync(name, "utf8") }));
}

function namesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return /\/(generated|fixtures|testing)$/.test(name) ? [] : namesUnder(name);
    return /\.(ts|tsx|js)$/.test(name) && !/\.test\.tsx?$/.test(name) ? [name] : [];
  });
}
