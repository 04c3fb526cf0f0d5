/** What every test ends with: vitest runs it in front of each file. */

import { afterEach, expect } from "vitest";
import { undescribed } from "./http/undescribed";

afterEach(() => {
  expect(undescribed.splice(0), "answers that the OpenAPI document does not describe").toEqual([]);
});
