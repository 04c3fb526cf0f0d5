import { afterEach, describe, expect, it, test } from "vitest";
import type { Environment } from "@/lib/settings/read";
import { signUpForSession } from "@/lib/testing/browser";
import { send } from "@/lib/testing/client";
import type { TestClock } from "@/lib/testing/clock";
import {
  meStatus,
  newName,
  PASSWORD,
  refreshForTokens,
  refreshStatus,
  signUpForTokens,
} from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { claimsOf, remade } from "@/lib/testing/tokens";
import { pruneExpired } from "./prune_expired";

const HOUR = 3600;
const DAY = 24 * HOUR;

let server: TestServer;
let clock: TestClock;
async function start(environment: Environment): Promise<void> {
  server = await startTestServer(environment);
  clock = server.clock;
}
afterEach(() => server.close());

const pruneNow = () => pruneExpired({ ...server, now: new Date(clock.now()) });

/** What a refresh answers with: an access token, and a refresh token where tokens rotate. */
async function refreshedOnce(refresh: string): Promise<{ access: string; refresh?: string }> {
  const { status, body } = await send(server, "/user/jwt_refresh", { json: { refresh } });
  expect(status).toBe(200);
  return body as { access: string; refresh?: string };
}

async function rowsLeft(): Promise<number[]> {
  return [await server.sql.count("latchkey_family"), await server.sql.count("latchkey_token")];
}

async function slidingToken(username: string): Promise<string> {
  const { body } = await send(server, "/api/token/sliding/", { json: { username, password: PASSWORD } });
  return String(body?.token);
}

async function slid(token: string) {
  return send(server, "/api/token/sliding/refresh/", { json: { token } });
}

/** Prunes every two hours, and checks in between. */
async function pruneFor(hours: number, check: () => Promise<void>): Promise<void> {
  for (let hour = 0; hour < hours; hour += 2) {
    await pruneNow();
    await check();
    clock.advance(2 * HOUR);
  }
}

describe("pruning brings nothing back", () => {
  const settings = {
    ACCESS_TOKEN_LIFETIME: "6h",
    REFRESH_TOKEN_LIFETIME: "12h",
    // Short, so that nothing stays for the sake of sliding tokens.
    SLIDING_TOKEN_LIFETIME: "1s",
    SLIDING_TOKEN_REFRESH_LIFETIME: "1s",
    LEEWAY: "1h",
  };

  it.each([
    { holds: "without rotation" },
    { holds: "without identifiers", JTI_CLAIM: "none" },
    { holds: "with rotation", ROTATE_REFRESH_TOKENS: "true" },
    { holds: "with rotation once", ROTATE_REFRESH_TOKENS: "true", BLACKLIST_AFTER_ROTATION: "true" },
  ])("of a sign-in that was ended at its last moment, $holds", async ({ holds: _, ...rotation }) => {
    await start({ ...settings, ...rotation });
    const first = await signUpForTokens(server);
    clock.advance(12.9 * HOUR);
    const last = { refresh: first.refresh, ...(await refreshedOnce(first.refresh)) };
    expect(await meStatus(server, last.access)).toBe(200);
    expect((await send(server, "/user/jwt_signout", { json: { refresh: last.refresh } })).status).toBe(204);
    await pruneFor(72, async () => {
      expect(await meStatus(server, last.access)).toBe(401);
      for (const { refresh } of [first, last]) expect(await refreshStatus(server, refresh)).toBe(401);
    });
    expect(await rowsLeft()).toEqual([0, 0]);
  });

  test("of a password that has changed", async () => {
    await start(settings);
    const first = await signUpForTokens(server);
    clock.advance(12.9 * HOUR);
    const { access } = await refreshedOnce(first.refresh);
    await server.sql`UPDATE auth_user SET password = '!other'`;
    await pruneFor(60, async () => {
      expect(await meStatus(server, access)).toBe(401);
    });
    expect(await rowsLeft()).toEqual([0, 0]);
  });

  test("of a blacklisted sliding token that was renewed again and again", async () => {
    await start({
      ...settings,
      SLIDING_TOKEN_LIFETIME: "3h",
      SLIDING_TOKEN_REFRESH_LIFETIME: "9h",
      AUTH_TOKEN_CLASSES: "AccessToken,SlidingToken",
    });
    const username = newName();
    await signUpForTokens(server, username);
    const tokens = [await slidingToken(username)];
    for (let hour = 0; hour < 9.5; hour += 1.9) {
      clock.advance(1.9 * HOUR);
      const answer = await slid(tokens.at(-1) ?? "");
      expect(answer.status).toBe(200);
      tokens.push(String(answer.body?.token));
    }
    await server.sql`
      UPDATE latchkey_token SET blacklisted_at = '2026-11-24 12:00:00' WHERE jti IN (SELECT id FROM latchkey_family)`;
    await pruneFor(48, async () => {
      for (const token of tokens) {
        expect(await meStatus(server, token)).toBe(401);
        expect((await slid(token)).status).toBe(401);
      }
    });
    expect(await server.sql.count("latchkey_token")).toBe(0);
  });

  test("of an ended sign-in whose name another service has handed on", async () => {
    await start({ REFRESH_TOKEN_LIFETIME: "30d" });
    const { refresh } = await signUpForTokens(server);
    clock.advance(29 * DAY);
    // What a Django beside us makes of it by rotation, and keeps to itself.
    const { iat } = claimsOf(refresh);
    const times = { iat: iat + 29 * DAY, exp: iat + 59 * DAY };
    const successor = remade(server, refresh, { jti: "d".repeat(32), ...times });
    expect((await send(server, "/user/jwt_signout", { json: { refresh } })).status).toBe(204);
    for (let day = 29; day < 61; day += 1) {
      await pruneNow();
      expect(await refreshStatus(server, successor)).toBe(401);
      clock.advance(DAY);
    }
  });

  test("where the clock was an hour fast, and is put right", async () => {
    await start({});
    const { access, refresh } = await signUpForTokens(server);
    await send(server, "/user/jwt_signout", { json: { refresh } });
    for (const secondsLeft of [7 * DAY - 200, 10]) {
      clock.advance(7 * DAY - secondsLeft);
      clock.advance(HOUR);
      await pruneNow();
      clock.advance(-HOUR);
      expect([await meStatus(server, access), await refreshStatus(server, refresh)]).toEqual([401, 401]);
      clock.advance(secondsLeft - 7 * DAY);
    }
  });
});

describe("pruning ends nothing", () => {
  test("that is in use: a sign-in refreshed for forty days keeps few rows, and lives", async () => {
    const rotating = { ROTATE_REFRESH_TOKENS: "true", BLACKLIST_AFTER_ROTATION: "true" };
    await start({ REFRESH_TOKEN_LIFETIME: "2d", REFRESH_ABSOLUTE_LIFETIME: "none", ...rotating });
    let pair = await signUpForTokens(server);
    let most = 0;
    for (let day = 0; day < 40; day += 1) {
      clock.advance(DAY);
      await pruneNow();
      pair = await refreshForTokens(server, pair.refresh);
      expect(await meStatus(server, pair.access)).toBe(200);
      most = Math.max(most, await server.sql.count("latchkey_token"));
    }
    expect(most).toBeLessThanOrEqual(6);
    expect(await server.sql.count("latchkey_family")).toBe(1);
  });

  test("before its time: tokens and sessions live to their last second", async () => {
    await start({});
    const { refresh } = await signUpForTokens(server);
    const browser = await signUpForSession(server);
    clock.advance(7 * DAY - 2);
    await pruneNow();
    expect(await refreshStatus(server, refresh)).toBe(200);
    clock.advance(7 * DAY - 10);
    // Also where the clock is an hour fast just then.
    for (const ahead of [0, HOUR]) {
      clock.advance(ahead);
      await pruneNow();
      clock.advance(-ahead);
      expect((await browser.get("/user/me")).status).toBe(200);
    }
  });
});
