import { expect, test } from "vitest";
import { stepIn } from "./step_in";

test("a page shows the step that its query names, or that of a refused form, or else the first", () => {
  expect(stepIn({ step: "lose" })).toBe("lose");
  expect(stepIn({ error: "throttled", next: "/lab?step=bend" })).toBe("bend");
  expect(stepIn({})).toBe("take");
  expect(stepIn({ step: "toString", next: "//evil" })).toBe("take");
  expect(stepIn({ step: ["knock", "bend"] })).toBe("take");
});
