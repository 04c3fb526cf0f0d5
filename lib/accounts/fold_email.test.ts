import { expect, test } from "vitest";
import { foldEmail } from "./fold_email";

test.each([
  ["Kim@NAVER.com", "kim@naver.com"],
  ["KIM@naver.com", "kim@naver.com"],
  ["lee@도메인.한국", "lee@xn--hq1bm8jm9l.xn--3e0b707e"],
  ["lee@XN--HQ1BM8JM9L.xn--3e0b707e", "lee@xn--hq1bm8jm9l.xn--3e0b707e"],
  ["a@BÜCHER.de", "a@xn--bcher-kva.de"],
  ["a@bu\u0308cher.de", "a@xn--bcher-kva.de"],
  ["a@ｅｘａｍｐｌｅ.com", "a@example.com"],
  ["I@example.com", "i@example.com"],
  ["\u212aim@example.com", "kim@example.com"],
  ["É@example.com", "é@example.com"],
  ["E\u0301@example.com", "é@example.com"],
  ['"A@B"@EXAMPLE.com', '"a@b"@example.com'],
  ["a@[2001:DB8::1]", "a@[2001:db8::1]"],
  ["a@[127.0.0.1]", "a@[127.0.0.1]"],
  ["a@localhost", "a@localhost"],
  ["A", "a"],
  ["a@", "a@"],
])("%s is compared as %s", (email, folded) => {
  expect(foldEmail(email)).toBe(folded);
});

test("no address is nobody's", () => {
  expect(foldEmail("")).toBeNull();
});

test.each(["a@é/b.com", "a@é#b.com", "a@é?b.com", "a@é:80", "a@é b.com", "a@é%2e.com"])(
  "%s, which is no address, does not become another one",
  (email) => {
    expect(foldEmail(email)).toBe(email);
  },
);
