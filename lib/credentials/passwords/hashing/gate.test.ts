import { afterEach, expect, it } from "vitest";
import { inHashingSlot } from "./gate";
import { processors } from "./pool.js";
import { HashingUnavailableError } from "./unavailable.js";

const slots = processors;
let releases: (() => void)[] = [];

/** Takes a slot, or a place in the queue, until it is released. */
function occupy(count: number, log: number[] = []): Promise<number>[] {
  return Array.from({ length: count }, (_, index) =>
    inHashingSlot(async () => {
      log.push(index);
      await new Promise<void>((resolve) => releases.push(resolve));
      return index;
    }),
  );
}

async function releaseAll(work: readonly Promise<number>[]): Promise<number[]> {
  const done = Promise.all(work);
  const timer = setInterval(() => {
    for (const release of releases.splice(0)) release();
  }, 0);
  return done.finally(() => clearInterval(timer));
}

afterEach(() => {
  releases = [];
});

it("runs as many as there are slots, the others in order of arrival", async () => {
  const log: number[] = [];
  const work = occupy(slots + 5, log);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(log).toEqual(Array.from({ length: slots }, (_, index) => index));
  await releaseAll(work);
  expect(log).toEqual(Array.from({ length: slots + 5 }, (_, index) => index));
});

it("turns away at once who would wait behind 64 for each slot, and takes the next when there is room", async () => {
  const work = occupy(slots + slots * 64);
  await expect(inHashingSlot(async () => 0)).rejects.toThrow(HashingUnavailableError);
  await expect(inHashingSlot(async () => 0)).rejects.toMatchObject({ code: "hashing_unavailable" });
  await releaseAll(work);
  await expect(inHashingSlot(async () => 7)).resolves.toBe(7);
});

it("frees the slot of work that fails", async () => {
  for (let time = 0; time < slots * 70; time++) {
    await expect(inHashingSlot(async () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  }
  await expect(inHashingSlot(async () => 7)).resolves.toBe(7);
});
