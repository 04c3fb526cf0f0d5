import { expect, it } from "vitest";
import { processors, semaphore } from "./semaphore.js";

/** Lets everything that is ready happen. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

/** Work that notes when it began, and ends when it is told to. */
function working(inTurn: ReturnType<typeof semaphore>, share: number, log: number[], name: number) {
  let end = () => {};
  const ending = new Promise<void>((resolve) => {
    end = resolve;
  });
  const done = inTurn(share, () => {
    log.push(name);
    return ending;
  });
  return { done, end };
}

it("lets as many in as there are processors, the others in order of arrival", async () => {
  const inTurn = semaphore();
  const log: number[] = [];
  const all = Array.from({ length: processors + 3 }, (_, name) => working(inTurn, 1, log, name));
  await settle();
  expect(log).toEqual(Array.from({ length: processors }, (_, name) => name));
  for (const { end, done } of all) {
    end();
    await done;
  }
  expect(log).toEqual(Array.from({ length: processors + 3 }, (_, name) => name));
});

it("lets nobody overtake one that needs every processor, and nobody in beside it", async () => {
  const inTurn = semaphore();
  const log: number[] = [];
  const first = working(inTurn, 1, log, 1);
  const whole = working(inTurn, processors * 2, log, 2);
  const last = working(inTurn, 1, log, 3);
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

it("gives what comes out, and lets the next in behind work that fails", async () => {
  const inTurn = semaphore();
  for (let time = 0; time < processors * 3; time += 1) {
    await expect(inTurn(1, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  }
  await expect(inTurn(processors, async () => 7)).resolves.toBe(7);
});

it("turns away at once who would wait behind 64 for each processor, and takes the next when there is room", async () => {
  const inTurn = semaphore();
  const all = Array.from({ length: processors * 65 }, (_, name) => working(inTurn, 1, [], name));
  await expect(inTurn(1, async () => 7)).rejects.toMatchObject({ code: "hashing_unavailable" });
  for (const { end, done } of all) {
    end();
    await done;
  }
  await expect(inTurn(1, async () => 7)).resolves.toBe(7);
});
