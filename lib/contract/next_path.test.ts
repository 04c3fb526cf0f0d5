import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_NEXT, safeNext } from "./next_path";

describe("safeNext", () => {
  test.each(["/", "/account", "/account?tab=1", "/account#token", "/a/b%20c?x=%2F%2Fe", "/한글"])(
    "keeps %s",
    (value) => {
      expect(decodeURI(safeNext(value))).toBe(decodeURI(value));
    },
  );

  test.each([
    undefined,
    "",
    " /account",
    "account",
    "//e.example",
    "///e.example",
    "/\\e.example",
    "\\/e.example",
    "/a\\..\\e",
    "/\t/e.example",
    "/\n/e.example",
    "/\r\n/e.example",
    "\t//e.example",
    "/\u0000/e.example",
    "/%09/e.example",
    "/%0a/e.example",
    "/%2Fe.example",
    "/%5Ce.example",
    "/.//e.example",
    "/a/..//e.example",
    "/%2e//e.example",
    "/%E0%A4%A",
    "https://e.example/",
    "https:e.example",
    "https:/account",
    "http://here.invalid/account",
    "https://here.invalid/account",
    "javascript:alert(1)",
    "JavaScript://%0aalert(1)",
    "data:text/html,x",
    "?next=/account",
    "#account",
  ])("refuses %j", (value) => {
    expect(safeNext(value)).toBe(DEFAULT_NEXT);
  });

  const hostile = fc.string({
    unit: fc.constantFrom(
      "/",
      "\\",
      ".",
      "%",
      "2",
      "5",
      "0",
      "9",
      "f",
      "F",
      "C",
      ":",
      "@",
      "\t",
      "\n",
      " ",
      "?",
      "#",
      "e",
    ),
    maxLength: 16,
  });

  test("whatever comes in, a browser stays on the page's own origin", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          hostile,
          hostile.map((tail) => `/${tail}`),
          fc.string(),
          fc.webUrl(),
        ),
        (value) => {
          const path = safeNext(value);
          expect(path).toMatch(/^\/(?![/\\])/);
          for (const form of [path, decodeURIComponent(path)]) {
            expect(new URL(form, "https://latchkey.example").origin).toBe("https://latchkey.example");
          }
        },
      ),
      { numRuns: 5_000 },
    );
  });

  test("a kept path is a fixed point", () => {
    fc.assert(
      fc.property(hostile, (tail) => {
        const once = safeNext(`/${tail}`);
        expect(safeNext(once)).toBe(once);
      }),
      { numRuns: 2_000 },
    );
  });
});
