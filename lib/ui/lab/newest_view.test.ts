import { expect, test } from "vitest";
import { labView } from "@/lib/testing/ui/lab_view";
import { isNoted, newestView, noteView } from "./newest_view";

test("a page that comes back older than what is known shows what is known, of the same lab alone", () => {
  const [first, second, third] = [1, 2, 3].map((version) => labView({ version }));
  if (first === undefined || second === undefined || third === undefined) throw new Error("no views");
  expect(newestView(first)).toBe(first);
  expect(isNoted(first.id)).toBe(false);
  noteView(second);
  expect(isNoted(first.id)).toBe(true);
  expect(newestView(first)).toBe(second);
  expect(newestView(third)).toBe(third);
  const other = labView({ id: "other" });
  expect(newestView(other)).toBe(other);
  expect(isNoted("other")).toBe(false);
});
