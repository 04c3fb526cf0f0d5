import { expect, it } from "vitest";
import { processors, semaphore } from "./semaphore.js";

/** Runs everything that can run. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

/** Work that logs its start, and ends when `end` is called. */
function working(limit: ReturnType<typeof semaphore>, permits: number, log: number[], name: number) {
  let end = () => {};
  const ending = new Promise<void>((resolve) => {
    end = resolve;
  });
  const done = limit(permits, () => {
    log.push(name);
    return ending;
  });
  return { done, end };
}

it("runs as many at once as there are processors, the others in order of arrival", async () => {
  const limit = semaphore();
  const log: number[] = [];
  const all = Array.from({ length: processors + 3 }, (_, name) => working(limit, 1, log, name));
  await settle();
  expect(log).toEqual(Array.from({ length: processors }, (_, name) => name));
  for (const { end, done } of all) {
    end();
    await done;
  }
  expect(log).toEqual(Array.from({ length: processors + 3 }, (_, name) => name));
});

it("runs nothing beside or before work that needs every processor and came first", async () => {
  const limit = semaphore();
  const log: number[] = [];
  const first = working(limit, 1, log, 1);
  const whole = working(limit, processors * 2, log, 2);
  const last = working(limit, 1, log, 3);
  await settle();
  expect(log).toEqual([1]);
  first.end();
  await settle();
  expect(log).toEqual([1, 2]);
  whole.end();
  last.end();
  await last.done;
  expect(log).toEqual([1, 2, 3]);
});

it("returns the result, and goes on after work that fails", async () => {
  const limit = semaphore();
  for (let time = 0; time < processors * 3; time += 1) {
    await expect(limit(1, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  }
  await expect(limit(processors, async () => 7)).resolves.toBe(7);
});

it("rejects at once where 64 for each processor are queued, and accepts again when there is room", async () => {
  const limit = semaphore();
  const all = Array.from({ length: processors * 65 }, (_, name) => working(limit, 1, [], name));
  await expect(limit(1, async () => 7)).rejects.toMatchObject({ code: "hashing_unavailable" });
  for (const { end, done } of all) {
    end();
    await done;
  }
  await expect(limit(1, async () => 7)).resolves.toBe(7);
});
