/** Counts the cases that fast-check makes in a file of tests, for docs/quality.md. */

import fc from "fast-check";
import { afterAll, expect } from "vitest";
import { noteQuality } from "../commands/quality/notes.js";

/** Counts those of the file whose tests come next. */
export function countGeneratedCases(): void {
  let count = 0;
  fc.configureGlobal({
    ...fc.readConfigureGlobal(),
    beforeEach: () => {
      count += 1;
    },
  });
  afterAll(() => {
    const file = expect.getState().testPath;
    if (count > 0 && file !== undefined) noteQuality({ kind: "generated", file, count });
  });
}
