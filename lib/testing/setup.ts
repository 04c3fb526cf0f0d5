/** Vitest's set-up file: what is checked after every test. */

import { afterEach, expect } from "vitest";
import { undescribed } from "./http/undescribed";

afterEach(() => {
  expect(undescribed.splice(0), "answers that the OpenAPI document does not describe").toEqual([]);
});
