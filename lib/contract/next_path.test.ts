import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkedNext, givenNext, safeNext } from "./next_path";

const APP = "https://app.example.com";
const DEV = "http://localhost:3000";
const PATHS = { afterSignIn: "/account", origins: [] };
const ORIGINS = { afterSignIn: "/account", origins: [APP, DEV, "https://xn--bcher-kva.example"] };

describe("safeNext", () => {
  test.each(["/", "/account", "/account?tab=1", "/account#token", "/a/b%20c?x=%2F%2Fe", "/한글"])(
    "keeps %s",
    (value) => {
      expect(decodeURI(safeNext(value, PATHS))).toBe(decodeURI(value));
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
    expect([safeNext(value, PATHS), safeNext(value, ORIGINS)]).toEqual(["/account", "/account"]);
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
          const path = safeNext(value, PATHS);
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
        const once = safeNext(`/${tail}`, PATHS);
        expect(safeNext(once, PATHS)).toBe(once);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("an address of an allowed origin", () => {
  test.each([
    [`${APP}/`, `${APP}/`],
    [APP, `${APP}/`],
    [`${APP}/reports?from=2026&to=x#top`, `${APP}/reports?from=2026&to=x#top`],
    [`${DEV}/a`, `${DEV}/a`],
    // What parsers of browsers take for the same origin is written as they write it.
    ["HTTPS://APP.EXAMPLE.COM/Reports", `${APP}/Reports`],
    ["https://app.example.com:443/a", `${APP}/a`],
    ["https://app%2Eexample.com/a", `${APP}/a`],
    ["https://bücher.example/책", "https://xn--bcher-kva.example/%EC%B1%85"],
    [`${APP}/a/../b`, `${APP}/b`],
    [`${APP}//evil.example`, `${APP}//evil.example`],
    [`${APP}/?to=https://evil.example/`, `${APP}/?to=https://evil.example/`],
    [`${APP}/a%5C%0Ab`, `${APP}/a%5C%0Ab`],
    [`${APP}?@evil.example`, `${APP}/?@evil.example`],
    [`${APP}/%E0%A4%A`, `${APP}/%E0%A4%A`],
  ])("%s is kept", (value, written) => {
    expect(safeNext(value, ORIGINS)).toBe(written);
    expect(safeNext(written, ORIGINS)).toBe(written);
    expect(safeNext(value, PATHS)).toBe("/account");
  });

  test.each([
    "http://app.example.com/",
    "https://app.example.com:8443/",
    "https://localhost:3000/",
    "http://localhost/",
    "http://localhost:30000/",
    "https://example.com/",
    "https://www.app.example.com/",
    "https://evil.example/app.example.com",
    "https://app.example.com.evil.example/",
    "https://app.example.com.",
    "https://app.example.comevil.example/",
    "https://evil-app.example.com/",
    "https://app.example.com@evil.example/",
    "https://app.example.com:443@evil.example/",
    "https://evil@app.example.com/",
    "https://:evil@app.example.com/",
    "https://evil.example#@app.example.com",
    "https://evil.example?@app.example.com",
    "https://app.example.com%2F@evil.example/",
    "https://app.example.com%00.evil.example/",
    "https://app.example.com%5C.evil.example/",
    "https://app.example.com\\.evil.example/",
    "https://evil.example\\@app.example.com/",
    "https:\\\\app.example.com/",
    "https:/app.example.com/",
    "https:app.example.com/",
    "https:///app.example.com/",
    "https:////app.example.com/",
    "//app.example.com/",
    "///app.example.com/",
    "\\\\app.example.com/",
    " https://app.example.com/",
    "https://app.example.com/ \n",
    "ht\ntps://app.example.com/",
    "https://app.exam\tple.com/",
    "https://app\u3002example.com.evil.example/",
    "https://b\u00fccher.example.evil.example/",
    "https://bu\u0308cher\u200b.evil.example/",
    "app.example.com",
    "ftp://app.example.com/",
    "wss://app.example.com/",
    "blob:https://app.example.com/",
    "view-source:https://app.example.com/",
    "javascript:alert(1)//https://app.example.com/",
    "data:text/html,https://app.example.com/",
    "file:///app.example.com/",
    "null",
    "*",
  ])("%j is not one", (value) => {
    expect(safeNext(value, ORIGINS)).toBe("/account");
  });

  const hostile = fc
    .array(
      fc.constantFrom(
        ...[
          "https:",
          "http:",
          "HTTPS:",
          "/",
          "//",
          "\\",
          "app.example.com",
          "evil.example",
          "localhost",
          "@",
        ],
        ...[
          ":443",
          ":3000",
          ".",
          "%2f",
          "%5c",
          "%00",
          "%2e",
          "?",
          "#",
          "\t",
          "\n",
          " ",
          "\u3002",
          "\uff0f",
          "[::1]",
        ],
      ),
      { maxLength: 7 },
    )
    .map((parts) => parts.join(""));

  test("whatever comes in, a browser goes to our own origin or to one of them, and reads it as we do", () => {
    const own = "https://latchkey.example";
    fc.assert(
      fc.property(
        fc.oneof(
          hostile,
          hostile.map((tail) => `https://${tail}`),
        ),
        (value) => {
          const next = safeNext(value, ORIGINS);
          expect([own, ...ORIGINS.origins]).toContain(new URL(next, own).origin);
          expect(safeNext(next, ORIGINS)).toBe(next);
          if (!next.startsWith("/")) expect(new URL(next).href).toBe(next);
        },
      ),
      { numRuns: 5_000 },
    );
  });
});

test("without a good next, LOGIN_REDIRECT_URL is next, and no address has to say so", () => {
  const redirects = { afterSignIn: `${APP}/home`, origins: [APP] };
  for (const value of [undefined, "", "https://evil.example/", `${APP}/home`]) {
    expect(safeNext(value, redirects)).toBe(`${APP}/home`);
    expect(givenNext(value, redirects)).toBeUndefined();
  }
  expect([safeNext("/account", redirects), givenNext("/account", redirects)]).toEqual([
    "/account",
    "/account",
  ]);
  expect(checkedNext("https://evil.example/", [APP])).toBeNull();
});
