import { spawnSync } from "node:child_process";
import path from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { collectLogLines, logLine } from "./log";

afterEach(() => void vi.restoreAllMocks());

/** What ends a line, drives a terminal, or turns and hides text, in some viewer or other. */
const HOSTILE = [
  ...["\n", "\r\n", "\u0085", "\u2028", "\u2029", "\u0000", "\u0007", "\u001b[2J", "\u009b2J", "\u007f"],
  ...["\u202e", "\u2066", "\u200b", "\u200f", "\ufeff", "\ud800", "\u{e0001}"],
].join("x");

test("a line is one line of printable characters, from which the text can be read again", () => {
  const printed: string[] = [];
  vi.spyOn(console, "error").mockImplementation((line: string) => void printed.push(line));
  logLine("an_event", { name: HOSTILE, other: "한글 é 😀" });
  const [line = ""] = printed;
  expect(line).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
  expect(line).toContain("한글 é 😀");
  expect(JSON.parse(line)).toMatchObject({ event: "an_event", name: HOSTILE });
});

test("what packages print becomes such lines, and lines are not encoded twice", () => {
  const log = path.resolve(import.meta.dirname, "log.ts");
  const program = `
    import { encodeConsole } from ${JSON.stringify(log)};
    encodeConsole();
    encodeConsole();
    // As a bundle of Next.js has the module once more.
    const { logLine } = await import(${JSON.stringify(`${log}?again`)});
    const hostile = ${JSON.stringify(HOSTILE)};
    logLine("own", { hostile });
    console.log("%s and", hostile, { hostile });
    console.error(new Error(hostile));
    console.warn(hostile);`;
  const { stderr, stdout } = spawnSync(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "--eval", program],
    { encoding: "utf8", cwd: path.resolve(import.meta.dirname, "../..") },
  );
  expect(stdout).toBe("");
  const lines = stderr.trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { event: "own", hostile: HOSTILE },
    { event: "printed", level: "log" },
    { event: "printed", level: "error", text: expect.stringContaining("Error: \nx") },
    { event: "printed", level: "warn", text: HOSTILE },
  ]);
  expect(lines.join("")).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
});

test("lines are collected for the work that wrote them, over all of its awaits, and are written nowhere else", async () => {
  const printed: string[] = [];
  vi.spyOn(console, "error").mockImplementation((line: string) => void printed.push(line));
  // As another bundle has the module once more.
  const other: typeof import("./log") = await import(`${"./log"}?again`);
  expect(other.logLine).not.toBe(logLine);
  let start = () => {};
  const started = new Promise<void>((resolve) => {
    start = resolve;
  });
  const work = async (name: string) => {
    logLine(`${name} begins`, {});
    await started;
    queueMicrotask(() => other.logLine(`${name} goes on`, {}));
    await new Promise(setImmediate);
    return name;
  };
  const [a, b, failed]: string[][] = [[], [], []];
  const both = Promise.all([
    collectLogLines(a ?? [], () => work("a")),
    collectLogLines(b ?? [], () => collectLogLines(b ?? [], () => work("b"))),
    work("c"),
  ]);
  logLine("outside", {});
  start();
  expect(await both).toEqual(["a", "b", "c"]);
  const wrong = collectLogLines(failed ?? [], async () => {
    logLine("before the failure", {});
    throw new Error("it fails");
  });
  await expect(wrong).rejects.toThrow("it fails");
  logLine("afterwards", {});
  const events = (lines: string[] = []) => lines.map((line): unknown => JSON.parse(line).event);
  expect(events(a)).toEqual(["a begins", "a goes on"]);
  expect(events(b)).toEqual(["b begins", "b goes on"]);
  expect(events(failed)).toEqual(["before the failure"]);
  expect(events(printed)).toEqual(["c begins", "outside", "c goes on", "afterwards"]);
});
