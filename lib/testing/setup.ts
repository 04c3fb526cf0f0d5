/**
 * Vitest's set-up file: what is checked after every test, and counted in every file. It runs before each file, while modules stay
 * loaded from one file to the next.
 */

import { afterAll, afterEach, expect } from "vitest";
import { NOTES_VARIABLE } from "../commands/quality/notes.js";
import { writeRepeated } from "../events/repeated";
import { undescribed } from "./http/undescribed";
import { forgetPasswords, leaks } from "./leaks";
import { signInLines, watchLog } from "./log_lines";

watchLog();
forgetPasswords();

// Loading fast-check takes time.
if (process.env[NOTES_VARIABLE]) (await import("./generated_cases")).countGeneratedCases();

// The next file's lines are none that this one's repeat.
afterAll(writeRepeated);

afterEach(() => {
  signInLines.length = 0;
  expect(leaks.splice(0), "log lines and events that hold a secret").toEqual([]);
  expect(undescribed.splice(0), "answers that the OpenAPI document does not describe").toEqual([]);
});
