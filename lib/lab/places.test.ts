import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findLab, LAB_AGE, MAX_LABS, prepareLab, removeLab, removeOldLabs } from "./places";
import { labFolder } from "./private_folder";

const ONE = { origin: "http://one.test", databaseUrl: "file:one.db", secretKeys: ["secret"] } as const;
const NOW = Date.parse("2026-11-29T09:00:00Z");

let temporary = "";
let former: string | undefined;
beforeEach(() => {
  former = process.env.TMPDIR;
  temporary = mkdtempSync(path.join(tmpdir(), "latchkey-test-places-"));
  process.env.TMPDIR = temporary;
});
afterEach(() => {
  if (former === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = former;
  rmSync(temporary, { recursive: true, force: true });
});

test("there are as many labs as places, then none is settled, and a place that gets free is taken", () => {
  const folder = labFolder(ONE);
  const ids = Array.from({ length: MAX_LABS }, () => prepareLab(folder, NOW).settle() ?? "");
  expect(new Set(ids.map((id) => findLab(folder, id, NOW))).size).toBe(MAX_LABS);
  const late = prepareLab(folder, NOW);
  expect(late.settle()).toBeNull();
  removeLab(folder, ids[7] ?? "");
  const id = late.settle() ?? "";
  expect([id.startsWith("7-"), findLab(folder, ids[7] ?? "", NOW)]).toEqual([true, null]);
});

test("a lab is found by its whole id alone, and until its age is over", () => {
  const folder = labFolder(ONE);
  const id = prepareLab(folder, NOW).settle() ?? "";
  expect(findLab(folder, id, NOW + LAB_AGE - 1)).toContain(folder);
  expect(findLab(folder, id, NOW + LAB_AGE)).toBeNull();
  const wrong = [
    `${id}0`,
    id.slice(0, -1),
    id.replace("0-", "1-"),
    `../${id}`,
    "",
    "0",
    `0-${"0".repeat(32)}`,
  ];
  expect(wrong.map((one) => findLab(folder, one, NOW))).toEqual(wrong.map(() => null));
  removeLab(folder, wrong[6] ?? "");
  expect(findLab(folder, id, NOW)).not.toBeNull();
});

test("labs that are over are removed, and what a start that was broken off has left, but none that is being made", () => {
  const folder = labFolder(ONE);
  const old = prepareLab(folder, NOW - LAB_AGE).settle();
  const young = prepareLab(folder, NOW - LAB_AGE + 1).settle();
  prepareLab(folder, NOW);
  mkdirSync(path.join(folder, "new-left"));
  const before = new Date(Date.now() - 700_000);
  utimesSync(path.join(folder, "new-left"), before, before);
  removeOldLabs(folder, NOW);
  expect(findLab(folder, old ?? "", NOW - 2)).toBeNull();
  expect(findLab(folder, young ?? "", NOW)).not.toBeNull();
  expect(readdirSync(folder).filter((name) => name.startsWith("new-"))).toHaveLength(1);
});

test("Latchkeys of other databases have labs of their own, and a folder that somebody else prepared is not used", () => {
  const folder = labFolder(ONE);
  const id = prepareLab(folder, NOW).settle() ?? "";
  expect(findLab(labFolder({ ...ONE, databaseUrl: "file:two.db" }), id, NOW)).toBeNull();
  rmSync(folder, { recursive: true });
  mkdirSync(folder, { mode: 0o755 });
  expect(() => labFolder(ONE)).toThrow("no private folder");
  rmSync(folder, { recursive: true });
  symlinkSync(temporary, folder);
  expect(() => labFolder(ONE)).toThrow("no private folder");
});
