import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { collectLogLines } from "./log";
import { logRepeated, writeRepeated } from "./repeated";

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it("what is due a thousand times is written at once, and once more with how often it was due again", () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  for (let time = 0; time < 1000; time += 1) logRepeated("event", { error: "the same" });
  logRepeated("event", { error: "another" });
  vi.advanceTimersByTime(60_000);
  logRepeated("event", { error: "the same" });
  const lines = log.mock.calls.map(([line]) => JSON.parse(String(line)));
  expect(lines).toEqual([
    { at: "1970-01-01T00:00:00.000Z", event: "event", error: "the same" },
    { at: "1970-01-01T00:00:00.000Z", event: "event", error: "another" },
    { at: "1970-01-01T00:00:10.000Z", event: "event", error: "the same", repeated: 999 },
    { at: "1970-01-01T00:01:00.000Z", event: "event", error: "the same" },
  ]);
});

it("many different lines of one event leave those of another counted", () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  for (let address = 0; address < 200; address += 1) logRepeated("guessed", { address });
  log.mockClear();
  for (let time = 0; time < 1000; time += 1) logRepeated("full", { error: "the same" });
  expect(log).toHaveBeenCalledOnce();
});

it("lines that are collected are written each time, and count with nobody's", async () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  const lines: string[] = [];
  const work = async () => logRepeated("refused", { address: "one" });
  for (let time = 0; time < 2; time += 1) await collectLogLines(lines, work);
  await work();
  vi.advanceTimersByTime(60_000);
  expect(lines.map((line) => JSON.parse(line).event)).toEqual(["refused", "refused"]);
  expect(log.mock.calls.map(([line]) => JSON.parse(String(line)).repeated)).toEqual([undefined]);
});

it("what is counted when a server ends is written then", () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  for (let time = 0; time < 3; time += 1) logRepeated("last", { error: "the same" });
  writeRepeated();
  vi.advanceTimersByTime(60_000);
  logRepeated("last", { error: "the same" });
  const lines = log.mock.calls.map(([line]) => JSON.parse(String(line)));
  const ours = lines.filter(({ event }) => event === "last");
  expect(ours.map(({ repeated }) => repeated)).toEqual([undefined, 2, undefined]);
});
