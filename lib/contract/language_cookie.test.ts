import { expect, test } from "vitest";
import { writeCookie } from "./cookie";
import { languageCookie, languageOfPage } from "./language_cookie";

test.each([
  ["ko", "en", "en", "ko"],
  ["en", "ko", "ko", "en"],
  ["KO", "en", "en", "ko"],
  ["ko-kr", "en", "en", "ko"],
  ["en-gb", "ko", "ko", "en"],
  ["fr", "ko", "en", "ko"],
  ["kok", "ko", "en", "ko"],
  ["ko_KR", "en", "ko", "en"],
  ["ko;", null, "en", "en"],
  ["", "ko", "en", "ko"],
  [null, "ko", "en", "ko"],
  [null, null, "ko", "ko"],
] as const)(
  "a page for the cookie %j and the header %j, %s otherwise, is in %s",
  (cookie, header, fallback, expected) => {
    expect(languageOfPage(cookie, header, fallback)).toBe(expected);
  },
);

test("what was chosen lasts a year, on every path, and scripts can read it", () => {
  const line = (secure: boolean) => writeCookie(languageCookie("ko", secure), Date.UTC(2026, 0, 1));
  const expires = "Expires=Fri, 01 Jan 2027 00:00:00 GMT; Max-Age=31536000";
  expect(line(false)).toBe(`django_language=ko; ${expires}; Path=/; SameSite=Lax`);
  expect(line(true)).toBe(`django_language=ko; ${expires}; Path=/; Secure; SameSite=Lax`);
});
