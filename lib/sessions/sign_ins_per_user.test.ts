import { afterEach, beforeEach, expect, test } from "vitest";
import { type Browser, signInForSession, signUpForSession } from "@/lib/testing/browser";
import {
  meStatus,
  newName,
  refreshForTokens,
  refreshStatus,
  signInForTokens,
  signUpForTokens,
} from "@/lib/testing/requests";
import { startTestServer, type TestServer, withServerBeside } from "@/lib/testing/server";
import { blacklistedForDjango, createBlacklistTables } from "@/lib/testing/store/blacklist_tables";
import { foreign, jtiOf } from "@/lib/testing/tokens";

const SETTINGS = { ROTATE_REFRESH_TOKENS: "true", BLACKLIST_AFTER_ROTATION: "true", SESSIONS_PER_USER: "3" };

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer(SETTINGS);
});
afterEach(() => server.close());

async function sessionStatus(browser: Browser): Promise<number> {
  return (await browser.get("/user/me")).status;
}

/** Of all users. */
async function liveSignIns(): Promise<number> {
  const [families] = await server.sql<{ count: number }>`
    SELECT count(*) AS count FROM latchkey_family WHERE ended_at IS NULL`;
  return (await server.sql.count("latchkey_session")) + Number(families?.count);
}

test("sessions and token families count together; the one that was not used for longest ends", async () => {
  const username = newName();
  const first = await signUpForTokens(server, username);
  server.clock.advance(1);
  const second = await signInForSession(server, username);
  server.clock.advance(1);
  const third = await signInForTokens(server, username);
  server.clock.advance(100);
  const renewed = await refreshForTokens(server, first.refresh);
  const fourth = await signInForTokens(server, username);
  expect(await sessionStatus(second)).toBe(401);
  server.clock.advance(1);
  const fifth = await signInForSession(server, username);
  // All tokens of a sign-in end with it.
  expect([await meStatus(server, third.access), await refreshStatus(server, third.refresh)]).toEqual([
    401, 401,
  ]);
  for (const { access } of [renewed, fourth]) expect(await meStatus(server, access)).toBe(200);
  expect(await sessionStatus(fifth)).toBe(200);
});

test("neither other users' sign-ins nor those that have expired or ended count", async () => {
  const others = [
    await signUpForSession(server),
    await signUpForSession(server),
    await signUpForSession(server),
  ];
  const username = newName();
  const first = await signUpForSession(server, username);
  const ended = await signInForSession(server, username);
  await ended.post("/user/session_signout");
  await server.sql`UPDATE latchkey_family SET expires_at = created_at`;
  const second = await signInForTokens(server, username);
  const third = await signInForSession(server, username);
  for (const browser of [...others, first, third]) expect(await sessionStatus(browser)).toBe(200);
  expect(await meStatus(server, second.access)).toBe(200);
});

test("a sign-in survives its own beginning, even if the clock was set back before it", async () => {
  const username = newName();
  await signUpForSession(server, username);
  await signInForSession(server, username);
  server.clock.advance(1);
  const former = await signInForSession(server, username);
  server.clock.advance(-3600);
  const last = await signInForSession(server, username);
  expect([await sessionStatus(last), await sessionStatus(former)]).toEqual([200, 200]);
});

test("a token that Django made counts once it has been refreshed here", async () => {
  const username = newName();
  const first = await signUpForSession(server, username);
  server.clock.advance(1);
  const second = await signInForTokens(server, username);
  const third = await signInForSession(server, username);
  const fourth = await refreshForTokens(server, foreign(server, second.refresh));
  expect(await sessionStatus(first)).toBe(401);
  for (const { access } of [second, fourth]) expect(await meStatus(server, access)).toBe(200);
  expect(await sessionStatus(third)).toBe(200);
});

test("an ended sign-in's tokens are blacklisted in simplejwt's tables, too", async () => {
  await createBlacklistTables(server.sql);
  const beside = await startTestServer(SETTINGS, { beside: server });
  const username = newName();
  const first = await signUpForTokens(beside, username);
  for (let count = 0; count < 3; count += 1) {
    beside.clock.advance(1);
    await signInForTokens(beside, username);
  }
  expect(await blacklistedForDjango(server.sql)).toEqual([jtiOf(first.refresh)]);
  await beside.close();
});

test("where fewer are allowed than there are, the next sign-in ends all that are too many", async () => {
  const username = newName();
  await signUpForSession(server, username);
  await withServerBeside(server, { SESSIONS_PER_USER: "none" }, async (unlimited) => {
    for (let count = 0; count < 5; count += 1) {
      await signInForSession(unlimited, username);
      await signInForTokens(unlimited, username);
    }
  });
  await signInForTokens(server, username);
  expect(await liveSignIns()).toBe(3);
});

test.each(["true", "false"])(
  "sign-ins at once leave no more than are allowed, with UPDATE_LAST_LOGIN=%s",
  async (UPDATE_LAST_LOGIN) => {
    await withServerBeside(server, { ...SETTINGS, UPDATE_LAST_LOGIN }, async (target) => {
      const username = newName();
      await signUpForSession(target, username);
      for (let round = 0; round < 8; round += 1) {
        const signIns = Array.from({ length: 6 }, () => signInForTokens(target, username));
        await Promise.all([signInForSession(target, username), ...signIns]);
        expect(await liveSignIns()).toBe(3);
      }
    });
  },
);
