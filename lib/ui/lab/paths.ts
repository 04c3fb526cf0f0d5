import type { LabAct, LabStep } from "@/lib/contract/lab";

export function actPath(act: LabAct): `/lab/${LabAct}` {
  return `/lab/${act}`;
}

/** The page of a step. */
export function stepPath(step: LabStep): string {
  return `/lab?step=${step}`;
}

/** Where a form without scripts posts. @param next where that leads */
export function actAddress(act: LabAct, next: string): string {
  return `${actPath(act)}?next=${encodeURIComponent(next)}`;
}
