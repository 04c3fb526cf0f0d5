/** A real Django, with DRF and simplejwt, to compare with. */

import { spawnSync } from "node:child_process";
import path from "node:path";
import { findCorsHeaders, findDjango } from "@/lib/commands/django.js";

const python = findDjango();

/** Whether tests against Django are to be skipped: it is not installed. In CI they fail instead. */
export const isDjangoMissing = python === undefined && !process.env.CI;

/** The same of django-cors-headers. */
export const isCorsHeadersMissing = findCorsHeaders() === undefined && !process.env.CI;

/** The name of a function in peer.py, and its arguments. */
export type Call = readonly [name: string, ...args: unknown[]];

/**
 * Calls functions of a real Django, with DRF and simplejwt, in a process of its own.
 * @param settings Django's settings that differ from the defaults
 * @returns their results, one a call
 */
export function callDjango(
  calls: readonly Call[],
  settings: Readonly<Record<string, unknown>> = {},
): unknown[] {
  if (python === undefined) throw new Error("Django is not installed: `npm run test:compat` installs it.");
  const { status, stdout, stderr } = spawnSync(python, [path.join(import.meta.dirname, "peer.py")], {
    input: JSON.stringify({ calls, settings }),
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`Django failed: ${stderr}`);
  return JSON.parse(stdout);
}
