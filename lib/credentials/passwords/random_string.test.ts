import { expect, it } from "vitest";
import { isShortSalt, newSalt, randomString } from "./random_string";

it("makes salts of Django's alphabet, 22 characters, each another", () => {
  const salts = Array.from({ length: 200 }, newSalt);
  expect(new Set(salts).size).toBe(200);
  for (const salt of salts) expect(salt).toMatch(/^[a-zA-Z0-9]{22}$/);
});

it("uses every character about as often as the others", () => {
  const counts = new Map<string, number>();
  for (const character of randomString(62_000)) counts.set(character, (counts.get(character) ?? 0) + 1);
  expect(counts.size).toBe(62);
  // A thousand each, standard deviation 31: eight of them on either side.
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(250);
});

it("counts 128 bits as Django does", () => {
  expect(isShortSalt("a".repeat(21))).toBe(true);
  expect(isShortSalt("a".repeat(22))).toBe(false);
});
