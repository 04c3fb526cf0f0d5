import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { signUpForSession } from "@/lib/testing/browser";
import { refresh, refreshForTokens, refreshStatus, signUpForTokens } from "@/lib/testing/requests";
import { startTestServer, type TestServer, withServer } from "@/lib/testing/server";
import { TEST_SETTINGS } from "@/lib/testing/settings";
import { jtiOf } from "@/lib/testing/tokens";

const HOUR = 3600;
const ROTATING = { ...TEST_SETTINGS, ROTATE_REFRESH_TOKENS: "true", BLACKLIST_AFTER_ROTATION: "true" };

let server: TestServer;
beforeEach(async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  server = await startTestServer(ROTATING);
});
afterEach(() => server.close());

/** A token that is rotated while the clock is so many seconds ahead, and presented again by the right clock. */
async function replayed({ ahead, after }: { ahead: number; after: number }, on = server) {
  const first = await signUpForTokens(on);
  // Older than the step, so that its own iat does not lie in the future.
  on.clock.advance(2 * HOUR);
  const second = await refreshForTokens(on, first.refresh);
  on.clock.advance(after - ahead);
  return { first, second, again: await refresh(on, first.refresh) };
}

it.each([
  { ahead: HOUR, after: 1 },
  { ahead: HOUR, after: 11 },
  { ahead: HOUR, after: HOUR - 6 },
  { ahead: 60, after: 11 },
])("a token rotated $ahead s in the future has no grace $after s later", async (step) => {
  const { first, second, again } = await replayed(step);
  expect(again.body).toEqual({ detail: "Token is blacklisted", code: "token_not_valid" });
  server.clock.advance(step.ahead);
  for (const token of [first.refresh, second.refresh]) expect(await refreshStatus(server, token)).toBe(401);
});

it.each([0, 4, 5])("clocks of servers that differ by %i s do not end a sign-in", async (ahead) => {
  const { second, again } = await replayed({ ahead, after: 0 });
  expect(jtiOf(String(again.body?.refresh))).toBe(jtiOf(second.refresh));
});

it("clocks may differ by LEEWAY, and by no more than the grace period", async () => {
  await withServer({ ...ROTATING, LEEWAY: "1m", REFRESH_GRACE_PERIOD: "30s" }, async (lenient) => {
    expect((await replayed({ ahead: 30, after: 0 }, lenient)).again.status).toBe(200);
    expect((await replayed({ ahead: 31, after: 0 }, lenient)).again.status).toBe(401);
  });
});

it("a session's idle timeout counts from its use by the right clock", async () => {
  await withServer({ SESSION_IDLE_TIMEOUT: "30m" }, async (idle) => {
    const browser = await signUpForSession(idle);
    idle.clock.advance(-HOUR);
    expect((await browser.get("/user/me")).status).toBe(200);
    idle.clock.advance(HOUR / 2);
    expect((await browser.get("/user/me")).status).toBe(401);
  });
});
