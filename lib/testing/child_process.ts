/** Processes that a program under test has started, as Linux lists them. */

import { readdirSync, readFileSync } from "node:fs";

/**
 * The ids of the processes below another one whose command line contains a text.
 * @param below the id of their parent, or of its parent, and so on
 */
export function processesBelow(below: number, text: string): number[] {
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const children = all.map(Number).filter((pid) => parentOf(pid) === below);
  const found = children.filter((pid) => read(pid, "cmdline").includes(text));
  return [...found, ...children.flatMap((pid) => processesBelow(pid, text))];
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s*(\d+)/m.exec(read(pid, "status"))?.[1]);
}

/** Empty where it has ended. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
