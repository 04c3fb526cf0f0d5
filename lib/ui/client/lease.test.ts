import { describe, expect, test } from "vitest";
import { TestBrowser } from "@/lib/testing/ui/browser";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("a lease", () => {
  test("lets tabs work one after the other", async () => {
    const browser = new TestBrowser();
    let working = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++working);
      await pause(2);
      working -= 1;
    };
    await Promise.all(Array.from({ length: 5 }, () => browser.lease(work)));
    expect(most).toBe(1);
  });

  test("is given back also when the work fails", async () => {
    const browser = new TestBrowser();
    await expect(browser.lease(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(browser.storage.getItem("key")).toBeNull();
  });

  test("of a tab that was closed runs out", async () => {
    const browser = new TestBrowser();
    browser.storage.setItem("key", JSON.stringify({ holder: "gone", until: browser.time + 5_000 }));
    const before = browser.time;
    expect(await browser.lease(async () => "done")).toBe("done");
    expect(browser.time - before).toBeGreaterThanOrEqual(5_000);
  });

  test.each(["not JSON", "7", "null", '{"holder":1,"until":2}', '{"holder":"x","until":9e15}'])(
    "that reads %s is none",
    async (text) => {
      const browser = new TestBrowser();
      browser.storage.setItem("key", text);
      const before = browser.time;
      expect(await browser.lease(async () => "done")).toBe("done");
      expect(browser.time - before).toBeLessThan(1_000);
    },
  );

  test("is done without where storage keeps nothing", async () => {
    const browser = new TestBrowser();
    browser.storage.setItem = () => {};
    expect(await browser.lease(async () => "done")).toBe("done");
  });

  test("that ran out during the work is not taken from the next tab", async () => {
    const browser = new TestBrowser();
    const next = JSON.stringify({ holder: "next", until: browser.time + 9_000 });
    await browser.lease(async () => {
      browser.time += 6_000;
      browser.storage.setItem("key", next);
    });
    expect(browser.storage.getItem("key")).toBe(next);
  });
});
