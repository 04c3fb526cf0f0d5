import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { withProgress } from "./progress.js";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** What is written while work takes 21 seconds, and shows two details. */
async function shown(terminal: { isTTY: boolean; columns?: number }, end = () => {}): Promise<string[]> {
  const written: string[] = [];
  const work = async (show: (detail: string) => void) => {
    show("page 3 of 12");
    await vi.advanceTimersByTimeAsync(11_000);
    show("page 9 of 12");
    await vi.advanceTimersByTimeAsync(10_000);
    end();
  };
  await withProgress("Building", work, { ...terminal, write: (text) => written.push(text) }).catch(() => {});
  expect(vi.getTimerCount()).toBe(0);
  return written;
}

const fail = () => {
  throw new Error("failed");
};

test("without a terminal there is a line at the beginning, every ten seconds, and at the end", async () => {
  expect(await shown({ isTTY: false })).toEqual([
    "Building …\n",
    "Building …  10 s  page 3 of 12\n",
    "Building …  20 s  page 9 of 12\n",
    "Building: done in 21 s.\n",
  ]);
});

test("in a terminal one line is rewritten every second, and never wider than that", async () => {
  const written = await shown({ isTTY: true, columns: 20 });
  expect(written[0]).toBe("Building …");
  expect(written[5]).toBe("\r\u001b[KBuilding …  5 s  pa");
  expect(written).toHaveLength(23);
  expect(written.at(-1)).toBe("\r\u001b[KBuilding: done in 21 s.\n");
});

test("what fails is not said to be done", async () => {
  expect((await shown({ isTTY: false }, fail)).join("")).not.toContain("done");
  expect((await shown({ isTTY: true }, fail)).at(-1)).toBe("\n");
});
