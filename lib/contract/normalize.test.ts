import { expect, test } from "vitest";
import { normalize } from "./normalize";

test("a text of 600 code units is normalised, a longer one is left as it is", () => {
  expect(normalize("e\u0301".repeat(300), "NFC")).toBe("é".repeat(300));
  expect(normalize(`${"e\u0301".repeat(300)}a`, "NFC")).toBe(`${"e\u0301".repeat(300)}a`);
});

test("every letter's decomposition fits four times into what a name may have", () => {
  const longest = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code)).reduce(
    (most, letter) => Math.max(most, normalize(letter, "NFC").normalize("NFD").length / letter.length),
    0,
  );
  expect(longest).toBeLessThanOrEqual(600 / 150);
});
