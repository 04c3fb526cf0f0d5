/** Vitest's set-up file: what is checked after every test, and counted in every file. */

import { afterEach, expect } from "vitest";
import { NOTES_VARIABLE } from "../commands/quality/notes.js";
import { undescribed } from "./http/undescribed";
import { leaks } from "./leaks";
import { signInLines, watchLog } from "./log_lines";

watchLog();

// Loading fast-check takes time, in each file.
if (process.env[NOTES_VARIABLE]) await import("./generated_cases");

afterEach(() => {
  signInLines.length = 0;
  expect(leaks.splice(0), "log lines and events that hold a secret").toEqual([]);
  expect(undescribed.splice(0), "answers that the OpenAPI document does not describe").toEqual([]);
});
