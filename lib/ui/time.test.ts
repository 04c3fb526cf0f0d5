import { describe, expect, test } from "vitest";
import { quantity } from "./intl";
import { clockTime, countdown, dateTime, duration, relativeTime, timeAgo, upTo } from "./time";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe("a duration has two units at most, and is rounded down", () => {
  test.each([
    [-1, "0 sec", "0초"],
    [999, "0 sec", "0초"],
    [1_000, "1 sec", "1초"],
    [59_999, "59 sec", "59초"],
    [MINUTE, "1 min", "1분"],
    [2 * MINUTE + 11_500, "2 min 11 sec", "2분 11초"],
    [HOUR - 1, "59 min 59 sec", "59분 59초"],
    [HOUR, "1 hr", "1시간"],
    [DAY - 1, "23 hr 59 min", "23시간 59분"],
    [DAY, "1 day", "1일"],
    [7 * DAY, "7 days", "7일"],
    [13 * DAY + 22 * HOUR + 5 * MINUTE, "13 days 22 hr", "13일 22시간"],
    [DAY + 5 * MINUTE, "1 day", "1일"],
  ])("%d ms", (ms, english, korean) => {
    expect(duration("en", ms)).toBe(english);
    expect(duration("ko", ms)).toBe(korean);
  });
});

describe("how long ago something was, or how soon it is", () => {
  test.each([
    [-1_000, "1 second ago", "1초 전"],
    [-59_999, "59 seconds ago", "59초 전"],
    [-MINUTE, "1 minute ago", "1분 전"],
    [-2 * DAY + 1, "1 day ago", "1일 전"],
    [1, "in 1 second", "1초 후"],
    [MINUTE - 1, "in 1 minute", "1분 후"],
    [3 * HOUR + 59 * MINUTE, "in 3 hours", "3시간 후"],
  ])("%d ms", (ms, english, korean) => {
    expect(relativeTime("en", ms)).toBe(english);
    expect(relativeTime("ko", ms)).toBe(korean);
  });
});

test("what has happened is never in the future, even by another server's clock", () => {
  expect([-5_000, 0, 999, 1_000].map((ms) => timeAgo("en", ms, "Just now"))).toEqual([
    "Just now",
    "Just now",
    "Just now",
    "1 second ago",
  ]);
});

test.each([
  [1, "1 second", "1초"],
  [MINUTE, "1 minute", "1분"],
  [2 * MINUTE + 1, "3 minutes", "3분"],
  [DAY, "1 day", "1일"],
])("up to %d ms is rounded up", (ms, english, korean) => {
  expect(upTo("en", ms)).toBe(english);
  expect(upTo("ko", ms)).toBe(korean);
});

test("a countdown shows minutes and seconds below an hour, and never goes below zero", () => {
  expect(countdown("en", 131_000)).toBe("2:11");
  expect(countdown("en", 9_999)).toBe("0:10");
  expect(countdown("en", 1)).toBe("0:01");
  expect(countdown("en", -5)).toBe("0:00");
  expect(countdown("en", HOUR)).toBe("1h");
  expect(countdown("en", 6 * DAY + HOUR)).toBe("6d 1h");
  expect(countdown("ko", 6 * DAY + HOUR)).toBe("6일 1시간");
});

test("a moment names its day, its clock time and, where it is UTC, that", () => {
  const at = Date.UTC(2026, 10, 4, 3, 5, 9);
  expect(dateTime("en", at, "utc")).toBe("Nov 4, 2026, 03:05:09 UTC");
  expect(dateTime("ko", at, "utc")).toMatch(/^2026\. 11\. 4\. 0?3:05:09 UTC$/);
  expect(dateTime("en", at, "local")).not.toContain("UTC");
  expect(clockTime("en", at)).toMatch(/^\d\d:05:09$/);
});

test("numbers stand with their units, in the plural where there are several", () => {
  expect(quantity("en", 1, "byte")).toBe("1 byte");
  expect(quantity("en", 1_234, "byte")).toBe("1,234 bytes");
  expect(quantity("ko", 1_234, "byte")).toBe("1,234바이트");
});
