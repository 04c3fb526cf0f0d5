import { expect, it } from "vitest";
import { processors, turnstile } from "./turnstile.js";

/** Lets everything that is ready happen. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

/** Enters and notes when it is inside. */
function entering({ enter }: ReturnType<typeof turnstile>, share: number, log: number[], name: number) {
  return enter(share).then((slot) => {
    log.push(name);
    return slot;
  });
}

it("lets as many in as there are processors, the others in order of arrival", async () => {
  const gate = turnstile();
  const log: number[] = [];
  const slots = Array.from({ length: processors + 3 }, (_, name) => entering(gate, 1, log, name));
  await settle();
  expect(log).toEqual(Array.from({ length: processors }, (_, name) => name));
  for (const slot of slots) gate.leave(await slot);
  expect(log).toEqual(Array.from({ length: processors + 3 }, (_, name) => name));
});

it("lets nobody overtake one that needs every processor, and nobody in beside it", async () => {
  const gate = turnstile();
  const log: number[] = [];
  const first = await entering(gate, 1, log, 1);
  const whole = entering(gate, processors * 2, log, 2);
  const last = entering(gate, 1, log, 3);
  await settle();
  expect(log).toEqual([1]);
  gate.leave(first);
  const slot = await whole;
  await settle();
  expect(log).toEqual([1, 2]);
  gate.leave(slot);
  await last;
});

it("gives a slot back once, however often it is left", async () => {
  const gate = turnstile();
  const log: number[] = [];
  const slot = await entering(gate, processors, log, 1);
  gate.leave(slot);
  gate.leave(slot);
  gate.leave("no slot");
  for (let name = 0; name <= processors; name += 1) void entering(gate, 1, log, name);
  await settle();
  expect(log).toHaveLength(1 + processors);
});

it("turns away at once who would wait behind 64 for each slot, and takes the next when there is room", async () => {
  const gate = turnstile();
  const slots = Array.from({ length: processors * 65 }, () => gate.enter(1));
  await expect(gate.enter(1)).rejects.toMatchObject({ code: "hashing_unavailable" });
  for (const slot of slots) gate.leave(await slot);
  expect(await gate.enter(1)).toMatch(/./);
});
