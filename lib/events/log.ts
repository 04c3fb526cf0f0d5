import { AsyncLocalStorage } from "node:async_hooks";
import { format } from "node:util";

export type Facts = Readonly<Record<string, string | number | null>>;

type Print = (line: string) => void;

/** Where lines go once the console encodes: on the global object, since a bundler loads this module once for every bundle. */
const PRINT = Symbol.for("latchkey.print_log_line");
/** Where lines of {@link collectLogLines} go. Made when it is first called: without it, no request pays for its context. */
const COLLECTED = Symbol.for("latchkey.collected_log_lines");
const shared = globalThis as { [PRINT]?: Print; [COLLECTED]?: AsyncLocalStorage<Collected> };

interface Collected {
  readonly lines: string[];
  /** Milliseconds since the epoch. */
  now(): number;
}

/**
 * Writes one line of JSON to the standard error stream. Its escapes keep a user's text from starting a line of its own,
 * driving a terminal or turning the direction of text; passwords, tokens and cookies have no place in it.
 */
export function logLine(event: string, facts: Facts): void {
  const collected = shared[COLLECTED]?.getStore();
  const at = new Date(collected?.now() ?? Date.now()).toISOString();
  const line = encode({ at, event, ...facts });
  if (collected) collected.lines.push(line);
  else if (shared[PRINT]) shared[PRINT](line);
  else console.error(line);
}

/**
 * Runs `work`, and appends each line that is written meanwhile on its behalf, whatever it awaits, to `lines`, in place of
 * writing it. What else runs at the same time writes its lines as always.
 * @param now the clock by which those lines have their time; milliseconds since the epoch
 * @returns what `work` does
 */
export function collectLogLines<T>(
  lines: string[],
  work: () => Promise<T>,
  now: () => number = Date.now,
): Promise<T> {
  shared[COLLECTED] ??= new AsyncLocalStorage();
  return shared[COLLECTED].run({ lines, now }, work);
}

/** Whether lines that are written now are collected. */
export function isCollecting(): boolean {
  return shared[COLLECTED]?.getStore() !== undefined;
}

/**
 * Makes log lines of whatever is printed by console from now on. Packages, Next.js above all, print parts of requests as
 * they came.
 */
export function encodeConsole(): void {
  if (shared[PRINT]) return;
  shared[PRINT] = console.error.bind(console);
  for (const level of ["debug", "error", "info", "log", "trace", "warn"] as const)
    console[level] = (...values: unknown[]) => logLine("printed", { level, text: format(...values) });
}

/** JSON escapes only the first 32 characters; C1 controls, line separators and invisible characters are left. */
function encode(value: unknown): string {
  return JSON.stringify(value).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escaped);
}

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}

/** What the log says of a thrown value. */
export function errorFacts(error: unknown): Facts {
  return error instanceof Error
    ? { error: `${error.name}: ${error.message}`, stack: error.stack ?? null }
    : { error: String(error), stack: null };
}
