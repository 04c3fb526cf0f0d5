import { describe, expect, test } from "vitest";
import { countdown, dateTime, duration, remaining } from "./time";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** With the spaces that keep a number and its unit on one line as ordinary ones. */
const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("span", () => {
  test.each([
    [-1, "0 s", "0초"],
    [999, "0 s", "0초"],
    [1_000, "1 s", "1초"],
    [59_999, "59 s", "59초"],
    [MINUTE, "1 min", "1분"],
    [2 * MINUTE + 11_500, "2 min 11 s", "2분 11초"],
    [HOUR - 1, "59 min 59 s", "59분 59초"],
    [HOUR, "1 h", "1시간"],
    [DAY - 1, "23 h 59 min", "23시간 59분"],
    [7 * DAY, "7 d", "7일"],
    [13 * DAY + 22 * HOUR + 5 * MINUTE, "13 d 22 h", "13일 22시간"],
    [DAY + 5 * MINUTE, "1 d", "1일"],
  ])("%d ms", (ms, english, korean) => {
    expect(plain(duration("en", ms))).toBe(english);
    expect(duration("ko", ms)).toBe(korean);
  });
});

test("a countdown shows minutes and seconds below an hour, and never goes below zero", () => {
  expect(countdown("en", 131_000)).toBe("2:11");
  expect(countdown("en", 9_999)).toBe("0:10");
  expect(countdown("en", 1)).toBe("0:01");
  expect(countdown("en", -5)).toBe("0:00");
  expect(plain(countdown("en", HOUR))).toBe("1 h");
  expect(countdown("ko", 6 * DAY + HOUR)).toBe("6일 1시간");
});

test("a moment names its day, its clock time and, where it is UTC, that", () => {
  const at = Date.UTC(2026, 10, 4, 3, 5, 9);
  expect(dateTime("en", at, "utc")).toBe("4 Nov 2026, 03:05:09 UTC");
  expect(dateTime("ko", at, "utc")).toBe("2026년 11월 4일 03:05:09 UTC");
});

test("what is left counts the last second until it is over", () => {
  expect(plain(remaining("en", 1))).toBe("1 s");
  expect(plain(remaining("en", 130_001))).toBe("2 min 11 s");
  expect(remaining("ko", 0)).toBe("0초");
});
