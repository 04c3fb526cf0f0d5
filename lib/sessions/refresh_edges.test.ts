import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Environment } from "@/lib/settings/read";
import { identityOf, jtiOf, me, type Pair, pairOf, refresh, signUp } from "@/lib/testing/requests";
import { type FrozenServer, startFrozenServer } from "@/lib/testing/rotation/frozen_server";

let servers: FrozenServer[] = [];
beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(async () => {
  for (const server of servers.splice(0).reverse()) await server.close();
});

async function start(environment: Environment = {}): Promise<FrozenServer> {
  const server = await startFrozenServer(environment);
  servers = [...servers, server];
  return server;
}

async function rotated(server: FrozenServer): Promise<{ first: Pair; second: Pair }> {
  const first = pairOf(await signUp(server.url, "somebody"));
  return { first, second: pairOf(await refresh(server.url, first.refresh)) };
}

/** Sets the clock to so many milliseconds behind the beginning of a second. */
function setBehindSecond(server: FrozenServer, milliseconds: number): void {
  server.now = Math.ceil(server.now / 1000) * 1000 + milliseconds;
}

describe.each([0, 1, 500, 999])("a rotation %i ms behind the second", (behind) => {
  test("has its whole grace, to the millisecond", async () => {
    const server = await start({ REFRESH_GRACE_PERIOD: "10s" });
    setBehindSecond(server, behind);
    const { first, second } = await rotated(server);
    server.now += 9999;
    const again = pairOf(await refresh(server.url, first.refresh));
    expect(identityOf(again.refresh)).toEqual(identityOf(second.refresh));
    server.now += 1;
    expect((await refresh(server.url, first.refresh)).status).toBe(401);
    expect((await refresh(server.url, second.refresh)).status).toBe(401);
    expect((await me(server.url, again.access)).status).toBe(401);
  });

  test("has a grace that is a fraction of a second", async () => {
    const server = await start({ REFRESH_GRACE_PERIOD: "0.5" });
    setBehindSecond(server, behind);
    const { first } = await rotated(server);
    server.now += 499;
    expect((await refresh(server.url, first.refresh)).status).toBe(200);
    server.now += 1;
    expect((await refresh(server.url, first.refresh)).status).toBe(401);
  });
});

describe("without grace a replay is a theft", () => {
  test.each([0, 1, -1, -999, -60_000])("when the clock has moved by %i ms", async (by) => {
    const server = await start({ REFRESH_GRACE_PERIOD: "0" });
    const first = pairOf(await signUp(server.url, "somebody"));
    server.now += 120_000;
    const second = pairOf(await refresh(server.url, first.refresh));
    server.now += by;
    expect((await refresh(server.url, first.refresh)).status).toBe(401);
    server.now -= by;
    expect((await refresh(server.url, second.refresh)).status).toBe(401);
  });
});

test("a clock that goes back revives nothing that has ended", async () => {
  const server = await start({ REFRESH_GRACE_PERIOD: "10s" });
  const { first, second } = await rotated(server);
  server.now += 10_000;
  expect((await refresh(server.url, first.refresh)).status).toBe(401);
  for (const back of [5000, 5000, 3_600_000]) {
    server.now -= back;
    for (const token of [first.refresh, second.refresh])
      expect((await refresh(server.url, token)).status).toBe(401);
    expect((await me(server.url, first.access)).status).toBe(401);
  }
});

test("rotations of one instant are rotations all the same", async () => {
  const server = await start();
  const pairs = [pairOf(await signUp(server.url, "somebody"))];
  for (let count = 0; count < 3; count += 1)
    pairs.push(pairOf(await refresh(server.url, pairs.at(-1)?.refresh ?? "")));
  expect(new Set(pairs.map(({ refresh }) => jtiOf(refresh))).size).toBe(4);
  expect((await refresh(server.url, pairs[0]?.refresh ?? "")).status).toBe(401);
  expect((await refresh(server.url, pairs[3]?.refresh ?? "")).status).toBe(401);
});

test("a server that starts again knows what was rotated and what has ended", async () => {
  const server = await start();
  const { first, second } = await rotated(server);
  const restarted = await start({ DATABASE_URL: server.databaseUrl });
  const again = pairOf(await refresh(restarted.url, first.refresh));
  expect(identityOf(again.refresh)).toEqual(identityOf(second.refresh));
  pairOf(await refresh(restarted.url, second.refresh));
  expect((await refresh(server.url, first.refresh)).status).toBe(401);
  const last = await start({ DATABASE_URL: server.databaseUrl });
  for (const token of [first.refresh, second.refresh])
    expect((await refresh(last.url, token)).status).toBe(401);
});
