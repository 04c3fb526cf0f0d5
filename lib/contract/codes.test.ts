import { expect, test } from "vitest";
import { ERROR_CODES } from "./codes";

test("every code has a status of a failure and one line of description", () => {
  for (const { status, meaning } of Object.values(ERROR_CODES)) {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(meaning).toMatch(/^[A-Z].+\.$/);
  }
});
