import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { processors } from "./processors.js";
import { HashQueue } from "./queue";
import { shares } from "./shares";
import type { Requester } from "./threads.js";

const MAX_WAITING = processors * 128;

/** Runs everything that can run. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

interface Work {
  /** Rejects where it was refused. */
  readonly done: Promise<void>;
  end(): void;
}

async function endAtOnce({ end, done }: Work): Promise<void> {
  end();
  await done;
}

/** A queue whose work is logged when it starts, and ends when the test says so. */
function testQueue() {
  // Time passes with every look at it, and so little that no share changes much.
  let now = 0;
  const queue = new HashQueue(
    shares(() => {
      now += 0.001;
      return now;
    }),
  );
  const log: string[] = [];
  const running: (() => void)[] = [];
  return {
    log,
    add(name: string, who: Partial<Requester> = {}, permits = 1): Work {
      let end = () => {};
      const ending = new Promise<void>((resolve) => {
        end = resolve;
      });
      const done = queue.run(permits, { address: "192.0.2.1", account: "a", ...who }, () => {
        log.push(name);
        running.push(end);
        return ending;
      });
      done.catch(() => {});
      return { done, end };
    },
    /** Ends what runs, first come first served, until so much has started. */
    async startAll(count: number) {
      while (log.length < count) {
        running.shift()?.();
        await settle();
      }
    },
  };
}

describe("work in the queue", () => {
  it("runs on as many processors as there are", async () => {
    const { add, log } = testQueue();
    const all = Array.from({ length: processors + 3 }, (_, index) => add(`${index}`));
    await settle();
    expect(log).toEqual(Array.from({ length: processors }, (_, index) => `${index}`));
    for (const { end } of all) end();
    await Promise.all(all.map(({ done }) => done));
    expect(log.toSorted()).toEqual(Array.from({ length: processors + 3 }, (_, index) => `${index}`));
  });

  it("of equals the last to come has the next turn, and every fourth turn whoever has waited longest", async () => {
    const { add, log, startAll } = testQueue();
    // As many turns as are a multiple of four.
    for (let time = 0; time < 8; time += 1) await endAtOnce(add("before"));
    const busy = Array.from({ length: processors }, () => add("busy"));
    for (const name of ["1", "2", "3", "4", "5", "6", "7", "8"]) add(name);
    await startAll(8 + busy.length + 8);
    const order = log.slice(8 + busy.length);
    const oldest = order.filter((_, index) => (index + busy.length) % 4 === 0);
    expect(oldest).toEqual(oldest.toSorted());
    const newest = order.filter((_, index) => (index + busy.length) % 4 !== 0);
    expect(newest).toEqual(newest.toSorted().reverse());
  });

  it("runs alone where it needs every processor, and gets its turn though others keep coming", async () => {
    const { add, log, startAll } = testQueue();
    const first = add("first");
    const whole = add("whole", {}, processors * 2);
    for (let index = 0; index < 20; index += 1) add("one");
    first.end();
    await startAll(6 + processors);
    const turn = log.indexOf("whole");
    expect(turn).toBeGreaterThan(0);
    whole.end();
    await whole.done;
  });

  it("runs nothing beside what needs every processor", async () => {
    const { add, log } = testQueue();
    const whole = add("whole", {}, processors * 2);
    const last = add("last");
    await settle();
    expect(log).toEqual(["whole"]);
    whole.end();
    last.end();
    await last.done;
    expect(log).toEqual(["whole", "last"]);
  });

  it("gives its result, and its processor back where it fails", async () => {
    const queue = new HashQueue();
    const who = { address: null, account: "" };
    for (let time = 0; time < processors * 3; time += 1)
      await expect(queue.run(1, who, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    await expect(queue.run(processors, who, async () => 7)).resolves.toBe(7);
  });
});

describe("turns go round", () => {
  const cases: Record<string, { crowd: (index: number) => Partial<Requester>; one: Partial<Requester> }> = {
    "by address: one that guesses many accounts": {
      crowd: (index) => ({ account: `${index}` }),
      one: { address: "192.0.2.2", account: "7" },
    },
    "by account: one that many addresses guess": {
      crowd: (index) => ({ address: `192.0.2.${100 + index}` }),
      one: { address: "192.0.2.2", account: "b" },
    },
    "by account, also within one address": { crowd: () => ({}), one: { account: "b" } },
    "by address, also for one account": { crowd: () => ({}), one: { address: "192.0.2.2" } },
    "by the network of an IPv6 address, which is one subscriber's": {
      crowd: (index) => ({ address: `2001:db8:0:1::${index}`, account: `${index}` }),
      one: { address: "2001:db8:0:2::1" },
    },
  };
  it.each(Object.entries(cases))("%s does not hold up the others", async (_, { crowd, one }) => {
    const { add, log, startAll } = testQueue();
    for (let index = 0; index < 40; index += 1) add("crowd", crowd(index));
    // Everybody in the crowd whose turn it was has had a hash.
    await startAll(8);
    add("one", one);
    // One of the turns may be that of whoever has waited longest.
    await startAll(10);
    expect(log.slice(8)).toContain("one");
  });

  it("and a newcomer is before those who have had their turn already, of a crowd at many addresses", async () => {
    const { add, log, startAll } = testQueue();
    const crowd = Array.from({ length: 12 }, (_, index) => ({ address: `192.0.2.${100 + index}` }));
    for (const who of [...crowd, ...crowd]) add("crowd", who);
    await startAll(12);
    add("owner", { address: "192.0.2.2" });
    await startAll(14);
    expect(log.slice(12)).toContain("owner");
  });

  it("but nobody waits for ever behind newcomers", async () => {
    const { add, log, startAll } = testQueue();
    for (let time = 0; time < 10; time += 1) add("before").end();
    await settle();
    for (let index = 0; index < 40; index += 1) {
      if (index === processors) add("often");
      add("new", { address: `192.0.2.${100 + index}`, account: `${index}` });
    }
    await startAll(10 + processors + 4);
    expect(log).toContain("often");
  });
});

describe("a full queue", () => {
  const fill = (add: ReturnType<typeof testQueue>["add"]) =>
    Array.from({ length: processors + MAX_WAITING }, (_, index) => add(`${index}`));
  const refused = { code: "hashing_unavailable" };

  it("refuses at once who has had as many hashes as all who wait, and accepts again when there is room", async () => {
    const { add, log } = testQueue();
    const all = fill(add);
    await expect(add("late").done).rejects.toMatchObject(refused);
    for (const { end } of all) end();
    await Promise.all(all.map(({ done }) => done));
    const next = add("next");
    next.end();
    await next.done;
    expect(log).not.toContain("late");
  });

  it("refuses the last of those who have had most in favour of who has had less", async () => {
    const { add, log, startAll } = testQueue();
    const all = fill(add);
    add("one", { address: "192.0.2.2", account: "b" });
    await expect(all.at(-1)?.done).rejects.toMatchObject(refused);
    await startAll(processors + 2);
    expect(log).toContain("one");
  });
});

describe("whoever is gone", () => {
  const cancelled = { code: "hash_cancelled" };

  it("leaves the queue at once, and those behind move up", async () => {
    const { add, log } = testQueue();
    const controller = new AbortController();
    const [first] = Array.from({ length: processors }, () => add("running"));
    const gone = Array.from({ length: 20 }, () => add("gone", { signal: controller.signal }));
    const last = add("last");
    controller.abort();
    for (const { done } of gone) await expect(done).rejects.toMatchObject(cancelled);
    first?.end();
    last.end();
    await last.done;
    expect(log.filter((name) => name !== "running")).toEqual(["last"]);
  });

  it("lets start at once what fits as soon as it is no longer behind it", async () => {
    const { add, log } = testQueue();
    const controller = new AbortController();
    add("running");
    add("whole", { signal: controller.signal }, processors);
    const last = add("last");
    controller.abort();
    if (processors === 1) return;
    last.end();
    await last.done;
    expect(log).toEqual(["running", "last"]);
  });

  it("is not waited for where the work has begun, which keeps its processor until it ends", async () => {
    const { add, log } = testQueue();
    const controller = new AbortController();
    const begun = Array.from({ length: processors }, () => add("begun", { signal: controller.signal }));
    add("next");
    controller.abort();
    for (const { done } of begun) await expect(done).rejects.toMatchObject(cancelled);
    await settle();
    expect(log).not.toContain("next");
    begun[0]?.end();
    await settle();
    expect(log).toContain("next");
  });

  it("is no longer listened for once the hash is there, or was refused", async () => {
    const { signal } = new AbortController();
    const queue = new HashQueue();
    for (let time = 0; time < 5; time += 1)
      await queue.run(1, { address: null, account: "", signal }, async () => time);
    await expect(
      queue.run(1, { address: null, account: "", signal }, () => Promise.reject(new Error("no"))),
    ).rejects.toThrow("no");
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  it("does not begin to wait", async () => {
    const { add, log } = testQueue();
    await expect(add("gone", { signal: AbortSignal.abort() }).done).rejects.toMatchObject(cancelled);
    expect(log).toEqual([]);
  });
});
