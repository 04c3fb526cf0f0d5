import { closeSync, openSync } from "node:fs";
import { devNull } from "node:os";

/** More than loading a module with all that it loads has open at once. */
const NEEDED = 16;

/**
 * Node.js remembers for good that a package is missing, and Next.js that a page is, also where a file could not be opened
 * for want of descriptors: this is to be called before either loads anything.
 * @throws EMFILE, ENFILE where this process or the machine has too few descriptors left
 */
export function requireDescriptors(): void {
  const opened: number[] = [];
  try {
    while (opened.length < NEEDED) opened.push(openSync(devNull, "r"));
  } finally {
    for (const descriptor of opened) closeSync(descriptor);
  }
}
