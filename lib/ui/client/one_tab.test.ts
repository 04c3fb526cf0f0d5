import { describe, expect, test } from "vitest";
import { memoryLocks, TestBrowser } from "@/lib/testing/ui/browser";
import { oneTabAtATime } from "./one_tab";

describe("one tab at a time", () => {
  const office = new TestBrowser().office();

  test("a failure of the work reaches the caller, and the work runs once", async () => {
    const locks = memoryLocks();
    let runs = 0;
    const work = () => {
      runs += 1;
      return Promise.reject(new Error("no"));
    };
    await expect(oneTabAtATime(() => locks, office)(work)).rejects.toThrow("no");
    expect(runs).toBe(1);
  });

  test("where locks are refused, the work is done without", async () => {
    const denied = { request: () => Promise.reject(new DOMException("denied", "SecurityError")) };
    const alone = oneTabAtATime(() => denied as unknown as LockManager, office);
    expect(await alone(async () => "done")).toBe("done");
  });
});
