// @ts-check
import { appendFileSync } from "node:fs";

/**
 * What a test tells beside having passed.
 * @typedef {{ kind: "axe", state: string, look: string, violations: number }
 *   | { kind: "scenario", browser: string, name: string }
 *   | { kind: "software", name: string, version: string }
 *   | { kind: "generated", file: string, count: number }} Note generated: requests, values or histories made at random
 */

/**
 * A run of all tests of a command.
 * @typedef {object} Run
 * @property {string} started ISO 8601
 * @property {number} seconds
 * @property {string} commit with "+" where files differed from it
 * @property {string} machine
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped tests that were left out
 * @property {Record<string, number>} files how many tests of each have passed
 * @property {Record<string, string>} software versions of what was tested with or against, by name
 * @property {Note[]} notes
 */

/** @typedef {{ test?: Run, compat?: Run }} Runs the last of each command */

/** The file in which tests leave their notes, one a line; unset in a run that was not asked for them. */
export const NOTES_VARIABLE = "LATCHKEY_QUALITY_NOTES";

/**
 * Keeps a result for docs/quality.md. Does nothing unless the run was started with `--quality`.
 * @param {Note} note
 * @returns {void}
 */
export function noteQuality(note) {
  const file = process.env[NOTES_VARIABLE];
  // Appended in one piece: several workers write.
  if (file) appendFileSync(file, `${JSON.stringify(note)}\n`);
}
