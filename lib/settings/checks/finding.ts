import { ENVIRONMENT_CHECKS } from "./environment_checks";
import { SETTINGS_CHECKS } from "./settings_checks";

/**
 * Everything that the start warns of, and `npm run check:deploy` finds, by its id. An id is never given to another check. Its
 * letter is the level.
 */
export const CHECKS = { ...SETTINGS_CHECKS, ...ENVIRONMENT_CHECKS } as const;
export type CheckId = keyof typeof CHECKS;

/** The severest first. */
export const LEVELS = ["error", "warning", "info"] as const;
export type Level = (typeof LEVELS)[number];
const BY_LETTER: Readonly<Record<string, Level>> = { E: "error", W: "warning", I: "info" };

/** What was found. */
export interface Finding {
  /** `latchkey.W029` */
  readonly id: `latchkey.${CheckId}`;
  readonly level: Level;
  /** What is so; it begins with the name of the setting that causes it. */
  readonly sentence: string;
  readonly remedy: string;
}

export function finding(id: CheckId, sentence: string): Finding {
  return { id: `latchkey.${id}`, level: levelOf(id), sentence, remedy: CHECKS[id].remedy };
}

export function levelOf(id: string): Level {
  return BY_LETTER[id.charAt(0)] ?? "error";
}

/** Whether something is found, the sentence that says so, and what it is. */
export type Row = readonly [holds: boolean, sentence: string, id: CheckId];

export function findingsOf(rows: readonly Row[]): Finding[] {
  return rows.filter(([holds]) => holds).map(([, sentence, id]) => finding(id, sentence));
}

/** What was found in one line, as the start prints it. */
export function lineOf({ id, sentence, remedy }: Finding): string {
  return `${sentence} ${remedy} (${id})`;
}
