/** Vitest's set-up file: what is checked after every test, and counted in every file. */

import { afterEach, expect } from "vitest";
import { NOTES_VARIABLE } from "../commands/quality/notes.js";
import { undescribed } from "./http/undescribed";

// Loading fast-check takes time, in each file.
if (process.env[NOTES_VARIABLE]) await import("./generated_cases");

afterEach(() => {
  expect(undescribed.splice(0), "answers that the OpenAPI document does not describe").toEqual([]);
});
