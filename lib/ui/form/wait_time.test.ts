import { expect, test } from "vitest";
import { waitTime } from "./wait_time";

test.each([
  [1, "1 second", "1초"],
  [5, "5 seconds", "5초"],
  [60, "60 seconds", "60초"],
  [61, "2 minutes", "2분"],
  [900, "15 minutes", "15분"],
  [3_600, "60 minutes", "60분"],
  [3_601, "2 hours", "2시간"],
])("%i seconds are %s, %s", (seconds, english, korean) => {
  expect(waitTime("en", seconds)).toBe(english);
  expect(waitTime("ko", seconds)).toBe(korean);
});
