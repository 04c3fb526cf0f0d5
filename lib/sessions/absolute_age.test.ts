import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { signUpForSession } from "@/lib/testing/browser";
import { send } from "@/lib/testing/client";
import { parseSetCookie } from "@/lib/testing/cookies";
import { meStatus, refreshForTokens, refreshStatus, signUp, signUpForTokens } from "@/lib/testing/requests";
import { startTestServer, type TestServer, withServer, withServerBeside } from "@/lib/testing/server";
import { TEST_SETTINGS } from "@/lib/testing/settings";
import { claimsOf, foreign, remade } from "@/lib/testing/tokens";

const DAY = 86_400;
const ROTATING = { ...TEST_SETTINGS, ROTATE_REFRESH_TOKENS: "true", BLACKLIST_AFTER_ROTATION: "true" };

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({
    ...ROTATING,
    SLIDING_TOKEN_LIFETIME: "30d",
    SLIDING_TOKEN_REFRESH_LIFETIME: "30d",
  });
});
afterEach(() => server.close());

describe("a limit that is set to less than a sign-in's age", () => {
  const SHORTER = { ...ROTATING, REFRESH_ABSOLUTE_LIFETIME: "3d", SESSION_ABSOLUTE_AGE: "3d" };

  it("ends it at once, with every token of it, and no other", async () => {
    const { refresh, access } = await signUpForTokens(server);
    const long = remade(server, access, { exp: claimsOf(access).iat + 7 * DAY });
    const browser = await signUpForSession(server);
    server.clock.advance(3 * DAY - 1);
    const younger = await signUpForTokens(server);
    await withServerBeside(server, SHORTER, async (shorter) => {
      const statuses = async () => [
        await meStatus(shorter, long),
        (
          await send(shorter, "/user/me", {
            headers: { Cookie: `sessionid=${browser.cookies.get("sessionid")}` },
          })
        ).status,
      ];
      expect(await statuses()).toEqual([200, 200]);
      shorter.clock.advance(1);
      expect(await statuses()).toEqual([401, 401]);
      const refused = await send(shorter, "/user/jwt_refresh", { json: { refresh } });
      expect(refused.body).toEqual({ detail: "Token is expired", code: "token_not_valid" });
      expect(await meStatus(shorter, younger.access)).toBe(200);
      expect(await refreshStatus(shorter, younger.refresh)).toBe(200);
    });
  });

  it("lets somebody sign out all the same", async () => {
    const { refresh } = await signUpForTokens(server);
    server.clock.advance(4 * DAY);
    await withServerBeside(server, SHORTER, async (shorter) => {
      expect((await send(shorter, "/user/jwt_signout", { json: { refresh } })).status).toBe(204);
    });
  });
});

describe("a refresh token that Django made", () => {
  it("is taken however old it is, and its sign-in counts from then on", async () => {
    const { refresh } = await signUpForTokens(server);
    const { iat } = claimsOf(refresh);
    const theirs = foreign(server, remade(server, refresh, { iat: iat - 60 * DAY, exp: iat + 60 * DAY }));
    let pair = await refreshForTokens(server, theirs);
    while (claimsOf(pair.refresh).exp < iat + 30 * DAY) {
      server.clock.setSeconds(claimsOf(pair.refresh).exp - 1);
      pair = await refreshForTokens(server, pair.refresh);
    }
    expect(claimsOf(pair.refresh).exp).toBe(iat + 30 * DAY);
  });

  it("lives as long as it says where tokens do not rotate", async () => {
    await withServer({}, async (still) => {
      const { refresh } = await signUpForTokens(still);
      const { iat } = claimsOf(refresh);
      const theirs = foreign(still, remade(still, refresh, { exp: iat + 60 * DAY }));
      still.clock.setSeconds(iat + 60 * DAY - 1);
      expect(await refreshStatus(still, theirs)).toBe(200);
      still.clock.setSeconds(iat + 60 * DAY);
      expect(await refreshStatus(still, theirs)).toBe(401);
    });
  });
});

it("a sliding token is renewed up to the end of its sign-in", async () => {
  const username = "someone";
  await signUp(server, username);
  const { body } = await send(server, "/api/token/sliding", {
    json: { username, password: "correct horse" },
  });
  const token = String(body?.token);
  const { iat } = claimsOf(token);
  server.clock.advance(20 * DAY);
  const renewed = await send(server, "/api/token/sliding/refresh", { json: { token } });
  expect(claimsOf(String(renewed.body?.token)).exp).toBe(iat + 30 * DAY);
});

it("token cookies end with their tokens", async () => {
  await withServer(
    { ...ROTATING, AUTH_COOKIE: "access_token", REFRESH_ABSOLUTE_LIFETIME: "2m" },
    async (short) => {
      const lines = (await signUp(short, "someone")).setCookies.map(parseSetCookie);
      expect(lines.map(({ attributes }) => attributes.get("max-age"))).toEqual(["120", "120"]);
      short.clock.advance(90);
      const cookie = lines.map(({ name, value }) => `${name}=${value}`).join("; ");
      const renewed = await send(short, "/user/jwt_refresh", { method: "POST", headers: { Cookie: cookie } });
      const ages = renewed.setCookies.map((line) => parseSetCookie(line).attributes.get("max-age"));
      expect(ages).toEqual(["30", "30"]);
    },
  );
});
