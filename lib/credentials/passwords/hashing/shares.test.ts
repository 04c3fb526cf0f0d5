import { expect, it } from "vitest";
import { shares } from "./shares";

function atTime() {
  const time = { now: 0 };
  return { time, had: shares(() => time.now) };
}

it("an address and an account count together", () => {
  const { had } = atTime();
  had.add({ address: "192.0.2.1", account: "a" });
  had.add({ address: "192.0.2.1", account: "b" });
  expect(had.now()({ address: "192.0.2.1", account: "a" })).toBe(3);
  expect(had.now()({ address: "192.0.2.1", account: "c" })).toBe(2);
  expect(had.now()({ address: "192.0.2.2", account: "b" })).toBe(1);
  expect(had.now()({ address: null, account: "c" })).toBe(0);
});

it("a hash counts half after a minute", () => {
  const { time, had } = atTime();
  const who = { address: "192.0.2.1", account: "a" };
  had.add(who);
  time.now = 60_000;
  expect(had.now()(who)).toBeCloseTo(1);
  had.add(who);
  time.now = 120_000;
  expect(had.now()(who)).toBeCloseTo(1.5);
});

it.each([
  ["2001:db8:0:1::1", "2001:db8:0:1:ffff::2", true],
  ["2001:db8:0:1::1", "2001:0db8:0000:0001::", true],
  ["2001:db8:0:1::1", "2001:db8:0:2::1", false],
  ["::1", "::2", true],
  ["fe80::1%eth0", "fe80::2", true],
  ["192.0.2.1", "192.0.2.2", false],
])("%s and %s are one subscriber's: %s", (one, other, same) => {
  const { had } = atTime();
  had.add({ address: one, account: "a" });
  expect(had.now()({ address: other, account: "b" })).toBe(same ? 1 : 0);
});

it("of many thousand addresses the latest are remembered", () => {
  const { had } = atTime();
  for (let index = 0; index < 20_000; index += 1)
    had.add({ address: `10.0.${index >> 8}.${index & 255}`, account: "a" });
  const last = { address: `10.0.${19_999 >> 8}.${19_999 & 255}`, account: "b" };
  expect(had.now()(last)).toBe(1);
  expect(had.now()({ address: "10.0.0.0", account: "b" })).toBe(0);
  expect(had.now()({ address: "10.0.0.0", account: "a" })).toBe(20_000);
});

it("who gave the right password of an account from an address is ahead there by ten hashes", () => {
  const { had } = atTime();
  const who = { address: "192.0.2.1", account: "a" };
  had.know(who);
  expect(had.now()(who)).toBe(-10);
  expect(had.now()({ ...who, account: "b" })).toBe(0);
  expect(had.now()({ ...who, address: "192.0.2.2" })).toBe(0);
  // What others guess at the account does not count there.
  for (let time = 0; time < 6; time += 1) had.add({ ...who, address: "192.0.2.3" });
  expect(had.now()(who)).toBe(-10);
  for (let time = 0; time < 6; time += 1) had.add(who);
  expect(had.now()(who)).toBe(-4);
});

it("of many thousand who did the latest are remembered", () => {
  const { had } = atTime();
  for (let index = 0; index < 20_000; index += 1) had.know({ address: "192.0.2.1", account: `${index}` });
  expect(had.now()({ address: "192.0.2.1", account: "0" })).toBe(0);
  expect(had.now()({ address: "192.0.2.1", account: "19999" })).toBe(-10);
});

it("of one address and account, connections count apart", () => {
  const { had } = atTime();
  had.add({ address: "192.0.2.1", account: "a", connection: 4000 });
  expect(had.now()({ address: "192.0.2.1", account: "a", connection: 4000 })).toBe(3);
  expect(had.now()({ address: "192.0.2.1", account: "a", connection: 4001 })).toBe(2);
  expect(had.now()({ address: "192.0.2.2", account: "b", connection: 4000 })).toBe(0);
});
