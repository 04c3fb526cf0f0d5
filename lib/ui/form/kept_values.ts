import type { FormField } from "../messages/wording";
import type { FormTask } from "../mode";

/** What the inputs of a form hold, by name. */
export type FormValues = Partial<Record<FormField, string>>;

let kept: { readonly task: FormTask; readonly values: FormValues } | null = null;

/**
 * Hands what was typed, passwords included, from a form to the same form of the other mode, which React mounts in the same
 * step. In this script's memory alone, and for that step: where another page comes, it is gone.
 */
export function keepValues(task: FormTask, values: FormValues): void {
  const own = { task, values };
  kept = own;
  setTimeout(() => {
    if (kept === own) kept = null;
  });
}

/** What the form that has just been left held; empty where there was none of this task. */
export function takeValues(task: FormTask): FormValues {
  const values = kept?.task === task ? kept.values : {};
  kept = null;
  return values;
}
