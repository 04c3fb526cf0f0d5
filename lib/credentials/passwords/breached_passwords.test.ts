import { rmSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { breachedFile, breachedLines } from "@/lib/testing/passwords/breached_list";
import { BreachedListError, breachedListProblem, isBreached } from "./breached_passwords";

const PASSWORDS = Array.from({ length: 20_000 }, (_, index) => `password ${index}`);

describe.each([
  ["one line", 1],
  ["two lines", 2],
  ["less than is read at once", 150],
  ["a little more than that", 185],
  ["a megabyte", 20_000],
])("of %s", (_name, count) => {
  const listed = PASSWORDS.slice(0, count);
  const lines = breachedLines(listed);
  const some = [...listed.slice(0, 500), ...listed.slice(-1)];

  test.each([
    ["as it is downloaded", `${lines.join("\r\n")}\r\n`],
    ["with Unix's line ends, without the last", lines.join("\n")],
    ["in lower case, without counts", `${lines.map((line) => line.slice(0, 40).toLowerCase()).join("\n")}\n`],
  ])("every password that is listed is found, and no other: %s", async (_form, text) => {
    const file = breachedFile(text);
    expect(breachedListProblem(file)).toBeNull();
    // The first and the last line among them, wherever they sort.
    const edges = [lines[0], lines.at(-1)].map((line) => line?.slice(0, 40));
    const atEdges = listed.filter((password) => edges.includes(breachedLines([password])[0]?.slice(0, 40)));
    for (const password of [...some, ...atEdges])
      expect(await isBreached(password, file), password).toBe(true);
    for (const password of PASSWORDS.slice(0, 100)) {
      expect(await isBreached(`${password}!`, file)).toBe(false);
      expect(await isBreached(password.toUpperCase(), file)).toBe(false);
    }
  });
});

test("a password counts by its bytes as UTF-8, in its own normalisation", async () => {
  const file = breachedFile(breachedLines(["비밀번호", "pass\u00e9", "🔑🔑"]).join("\n"));
  expect(await isBreached("비밀번호", file)).toBe(true);
  expect(await isBreached("🔑🔑", file)).toBe(true);
  expect(await isBreached("pass\u00e9", file)).toBe(true);
  expect(await isBreached("passe\u0301", file)).toBe(false);
});

test("a file that is replaced is searched from then on; one that is gone or no list is an error", async () => {
  const file = breachedFile(breachedLines(["before"]).join("\n"));
  expect(await isBreached("before", file)).toBe(true);
  writeFileSync(file, breachedLines(["after"]).join("\n"));
  expect([await isBreached("before", file), await isBreached("after", file)]).toEqual([false, true]);
  writeFileSync(file, "no list\n".repeat(10_000));
  await expect(isBreached("after", file)).rejects.toThrow(BreachedListError);
  writeFileSync(file, "x".repeat(100_000));
  await expect(isBreached("after", file)).rejects.toThrow(BreachedListError);
  rmSync(file);
  await expect(isBreached("after", file)).rejects.toThrow(BreachedListError);
});

test.each([
  ["an empty file", ""],
  ["a text", "password\n123456\n"],
  ["NTLM hashes", `${"A".repeat(32)}:1\n${"B".repeat(32)}:1\n`],
  ["lines by how often they were seen", `${"B".repeat(40)}:9\n${"A".repeat(40)}:1\n`],
  ["no file", null],
])("%s is no list", (_name, text) => {
  const problem = breachedListProblem(text === null ? "/nowhere/at all" : breachedFile(text));
  expect(problem).toMatch(/^must name a file/);
});

test("a folder is no list", () => {
  expect(breachedListProblem(import.meta.dirname)).toMatch(/^must name a file that can be read/);
});
