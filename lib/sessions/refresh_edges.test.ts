import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Environment } from "@/lib/settings/read";
import { me, refresh, signUp, type Tokens, tokensOf } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { ROTATING } from "@/lib/testing/settings";
import { identityOf, jtiOf } from "@/lib/testing/tokens";

let servers: TestServer[] = [];
beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(async () => {
  for (const server of servers.splice(0).reverse()) await server.close();
});

async function start(environment: Environment = {}, beside?: TestServer): Promise<TestServer> {
  const server = await startTestServer({ ...ROTATING, ...environment }, { beside });
  servers = [...servers, server];
  return server;
}

async function rotated(server: TestServer): Promise<{ first: Tokens; second: Tokens }> {
  const first = tokensOf(await signUp(server.url, "somebody"));
  return { first, second: tokensOf(await refresh(server.url, first.refresh)) };
}

/** Sets the clock to so many milliseconds behind the beginning of a second. */
function setBehindSecond(server: TestServer, milliseconds: number): void {
  server.clock.set(Math.ceil(server.clock.now() / 1000) * 1000 + milliseconds);
}

describe.each([0, 1, 500, 999])("a rotation %i ms behind the second", (behind) => {
  test("has its whole grace, to the millisecond", async () => {
    const server = await start({ REFRESH_GRACE_PERIOD: "10s" });
    setBehindSecond(server, behind);
    const { first, second } = await rotated(server);
    server.clock.advance(9.999);
    const again = tokensOf(await refresh(server.url, first.refresh));
    expect(identityOf(again.refresh)).toEqual(identityOf(second.refresh));
    server.clock.advance(0.001);
    expect((await refresh(server.url, first.refresh)).status).toBe(401);
    expect((await refresh(server.url, second.refresh)).status).toBe(401);
    expect((await me(server.url, again.access)).status).toBe(401);
  });

  test("has a grace that is a fraction of a second", async () => {
    const server = await start({ REFRESH_GRACE_PERIOD: "0.5" });
    setBehindSecond(server, behind);
    const { first } = await rotated(server);
    server.clock.advance(0.499);
    expect((await refresh(server.url, first.refresh)).status).toBe(200);
    server.clock.advance(0.001);
    expect((await refresh(server.url, first.refresh)).status).toBe(401);
  });
});

describe("without grace a replay is a theft", () => {
  test.each([0, 1, -1, -999, -60_000])("when the clock has moved by %i ms", async (by) => {
    const server = await start({ REFRESH_GRACE_PERIOD: "0" });
    const first = tokensOf(await signUp(server.url, "somebody"));
    server.clock.advance(120);
    const second = tokensOf(await refresh(server.url, first.refresh));
    server.clock.advance(by / 1000);
    expect((await refresh(server.url, first.refresh)).status).toBe(401);
    server.clock.advance(-by / 1000);
    expect((await refresh(server.url, second.refresh)).status).toBe(401);
  });
});

test("a clock that goes back revives nothing that has ended", async () => {
  const server = await start({ REFRESH_GRACE_PERIOD: "10s" });
  const { first, second } = await rotated(server);
  server.clock.advance(10);
  expect((await refresh(server.url, first.refresh)).status).toBe(401);
  for (const back of [5000, 5000, 3_600_000]) {
    server.clock.advance(-back / 1000);
    for (const token of [first.refresh, second.refresh])
      expect((await refresh(server.url, token)).status).toBe(401);
    expect((await me(server.url, first.access)).status).toBe(401);
  }
});

test("rotations of one instant are rotations all the same", async () => {
  const server = await start();
  const pairs = [tokensOf(await signUp(server.url, "somebody"))];
  for (let count = 0; count < 3; count += 1)
    pairs.push(tokensOf(await refresh(server.url, pairs.at(-1)?.refresh ?? "")));
  expect(new Set(pairs.map(({ refresh }) => jtiOf(refresh))).size).toBe(4);
  expect((await refresh(server.url, pairs[0]?.refresh ?? "")).status).toBe(401);
  expect((await refresh(server.url, pairs[3]?.refresh ?? "")).status).toBe(401);
});

test("a server that starts again knows what was rotated and what has ended", async () => {
  const server = await start();
  const { first, second } = await rotated(server);
  const restarted = await start({}, server);
  const again = tokensOf(await refresh(restarted.url, first.refresh));
  expect(identityOf(again.refresh)).toEqual(identityOf(second.refresh));
  tokensOf(await refresh(restarted.url, second.refresh));
  expect((await refresh(server.url, first.refresh)).status).toBe(401);
  const last = await start({}, server);
  for (const token of [first.refresh, second.refresh])
    expect((await refresh(last.url, token)).status).toBe(401);
});
