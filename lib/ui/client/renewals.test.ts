import { describe, expect, test } from "vitest";
import { memoryStorage } from "@/lib/testing/ui/browser";
import { nameOf, Renewals } from "./renewals";

describe("a name of tokens", () => {
  test("is the same however they are signed, and another for other tokens", () => {
    expect(nameOf("header.payload.one")).toBe(nameOf("header.payload.other"));
    const names = new Set(Array.from({ length: 1_000 }, (_, number) => nameOf(`header.r${number}.x`)));
    expect(names.size).toBe(1_000);
  });

  test("is short, whatever they say", () => {
    for (const token of ["", "x", "header.payload.signature", "가.나.다".repeat(1_000)]) {
      expect(nameOf(token)).toMatch(/^[0-9a-f]{1,8}$/);
    }
  });
});

describe("the notes of renewals", () => {
  test("are read by every tab, the latest of each name", () => {
    const storage = memoryStorage();
    const [one, other] = [new Renewals(() => storage), new Renewals(() => storage)];
    one.note("a", { at: 1, by: "b" });
    one.note("a", { at: 2, by: null });
    expect(other.of("a")).toEqual({ at: 2, by: null });
    expect(other.of("b")).toBeNull();
  });

  test("stay few, and the newest stay", () => {
    const storage = memoryStorage();
    const renewals = new Renewals(() => storage);
    for (let number = 0; number < 500; number++) renewals.note(`n${number}`, { at: number, by: null });
    expect(renewals.of("n0")).toBeNull();
    expect(renewals.of("n300")).toEqual({ at: 300, by: null });
    expect(renewals.of("n499")).toEqual({ at: 499, by: null });
  });

  test.each(["not JSON", "7", "{}", '[1, ["a"], ["a", null], ["a", {"at": "1", "by": null}]]'])(
    "that read %s are none, and are written over",
    (text) => {
      const storage = memoryStorage();
      const renewals = new Renewals(() => storage);
      storage.setItem("latchkey:renewals", text);
      expect(renewals.of("a")).toBeNull();
      renewals.note("a", { at: 1, by: null });
      expect(renewals.of("a")).toEqual({ at: 1, by: null });
    },
  );
});
