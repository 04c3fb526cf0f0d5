import { expect, test } from "vitest";
import { en, ko } from "@/lib/testing/ui/texts";

/** Every text with its path; functions are called with a stand-in. */
function texts(node: unknown, path = ""): [string, string][] {
  if (typeof node === "string") return [[path, node]];
  if (typeof node === "function") return [[path, String(node("X", "Y"))]];
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => texts(value, `${path}.${key}`));
}

test("Korean says everything, in Korean", () => {
  for (const [path, text] of texts(ko)) expect(text, path).toMatch(/[가-힣]/);
});

test("English says everything, without Korean", () => {
  for (const [path, text] of texts(en)) expect(text, path).toMatch(/^[^가-힣]+$/);
});

test("no sentence of one language is left over in the other", () => {
  const english = new Set(texts(en).map(([, text]) => text));
  for (const [path, text] of texts(ko)) expect(english.has(text), path).toBe(false);
});
