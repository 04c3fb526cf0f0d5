import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cpuTime } from "@/lib/testing/cpu_time";
import { pickLanguage } from "./language";

describe("pickLanguage", () => {
  test.each([
    [null, "en", "en"],
    [null, "ko", "ko"],
    ["", "ko", "ko"],
    ["ko", "en", "ko"],
    ["ko-KR", "en", "ko"],
    ["KO-kr", "en", "ko"],
    ["ko-Kore-KR", "en", "ko"],
    ["en-GB", "ko", "en"],
    ["kok", "en", "en"],
    ["fr", "ko", "ko"],
    ["fr-CH, fr;q=0.9, ko;q=0.1", "en", "ko"],
    ["ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7", "en", "ko"],
    ["en-US,en;q=0.9,ko;q=0.8", "ko", "en"],
    ["en;q=0.5, ko;q=0.50", "ko", "en"],
    ["ko;q=0.5, en;q=0.501", "ko", "en"],
    ["ko ; Q=0.2 ,\ten ;q=0.1", "en", "ko"],
    ["*", "ko", "ko"],
    ["*;q=0.5, en;q=0.4", "ko", "ko"],
    ["ko;q=0, *", "ko", "en"],
    ["en;q=0, *;q=0.1", "en", "ko"],
    ["*, ko;q=0.9", "en", "en"],
    ["ko;q=0", "ko", "ko"],
    ["ko;q=0", "en", "en"],
    ["ko-KR;q=0, ko", "en", "ko"],
    ["ko;q=1.1", "en", "en"],
    ["ko;q=0.1234", "en", "en"],
    ["ko;q=", "en", "en"],
    ["ko;level=1", "en", "en"],
    ["ko_KR", "en", "en"],
    [",,;;, ko", "en", "ko"],
    ["__proto__, constructor, ko", "en", "ko"],
  ] as const)("%j with %s as the fallback is %s", (header, fallback, expected) => {
    expect(pickLanguage(header, fallback)).toBe(expected);
  });

  test("reads the first 500 characters only, and no half element", () => {
    expect(pickLanguage(`${"a,".repeat(240)}ko`, "en")).toBe("ko");
    expect(pickLanguage(`${"a,".repeat(260)}ko`, "en")).toBe("en");
    expect(pickLanguage(`ko${" ".repeat(600)}`, "en")).toBe("en");
    expect(pickLanguage(`${"a,".repeat(248)}ko;q=0`, "ko")).toBe("ko");
  });

  test("hostile headers cost next to nothing", () => {
    const spent = cpuTime(() => {
      for (const part of ["a", "a-", "ko;", " ", "\t;", ",", "*", "ko;q=0."])
        pickLanguage(part.repeat(1_000_000), "en");
    });
    expect(spent).toBeLessThan(500);
  });

  test("whatever the header, the answer is a language", () => {
    const grammar = fc.stringMatching(/^[*koen;,q=01. -]{0,60}$/);
    fc.assert(
      fc.property(fc.oneof(fc.string(), grammar), (header) => {
        expect(["en", "ko"]).toContain(pickLanguage(header, "ko"));
      }),
    );
  });
});
