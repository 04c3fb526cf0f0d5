import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { passwordDigest } from "@/lib/credentials/digest";
import type { Store } from "@/lib/store/open";
import { copyOf, openBrowser, signInForSession, signUpForSession } from "@/lib/testing/browser";
import { send } from "@/lib/testing/client";
import { cookieHeader } from "@/lib/testing/cookies";
import { recentStatus } from "@/lib/testing/http/recent_status";
import {
  meStatus,
  newName,
  PASSWORD,
  refreshForTokens,
  signOut,
  signUpForTokens,
} from "@/lib/testing/requests";
import { startTestServer, type TestServer, withServer, withServerBeside } from "@/lib/testing/server";
import { foreign } from "@/lib/testing/tokens";

const QUARTER = 15 * 60;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ ACCESS_TOKEN_LIFETIME: "1h" });
});
afterAll(() => server.close());

const password = PASSWORD;

function confirmByToken(target: TestServer, access: string, json: unknown = { password }) {
  return send(target, "/user/confirm", { bearer: access, json });
}

function recentBySession(browser: { readonly cookies: Map<string, string> }): Promise<number> {
  return recentStatus(server, { Cookie: String(cookieHeader(browser.cookies).Cookie) });
}

describe("the password makes a sign-in recent again", () => {
  test("by session: for another quarter of an hour, to the second, and no other sign-in", async () => {
    const username = newName();
    const browser = await signUpForSession(server, username);
    const other = await signInForSession(server, username);
    server.clock.advance(QUARTER);
    expect(await recentBySession(browser)).toBe(403);
    const answer = await browser.post("/user/confirm", { password });
    expect([answer.status, answer.text]).toEqual([204, ""]);
    server.clock.advance(QUARTER - 1);
    expect(await recentBySession(browser)).toBe(204);
    expect(await recentBySession(other)).toBe(403);
    server.clock.advance(1);
    expect(await recentBySession(browser)).toBe(403);
  });

  test("by JWT, with the tokens that there are and those that descend from them", async () => {
    const { access } = await signUpForTokens(server);
    server.clock.advance(QUARTER);
    const bearer = { Authorization: `Bearer ${access}` };
    expect(await recentStatus(server, bearer)).toBe(403);
    const answer = await confirmByToken(server, access);
    expect([answer.status, answer.setCookies]).toEqual([204, []]);
    server.clock.advance(QUARTER - 1);
    expect(await recentStatus(server, bearer)).toBe(204);
    server.clock.advance(1);
    expect(await recentStatus(server, bearer)).toBe(403);
  });

  test("also as Django stored it: trimmed", async () => {
    const browser = await signUpForSession(server);
    expect((await browser.post("/user/confirm", { password: ` ${password} ` })).status).toBe(204);
  });
});

test("a copy of the session's cookie is dead after that, and was not made recent by it", async () => {
  const browser = await signUpForSession(server);
  const copy = copyOf(server, browser);
  server.clock.advance(QUARTER);
  await browser.post("/user/confirm", { password });
  expect(browser.cookies.get("sessionid")).not.toBe(copy.cookies.get("sessionid"));
  expect((await copyOf(server, copy).get("/user/me")).status).toBe(401);
  expect(await recentBySession(copy)).toBe(401);
  expect((await browser.get("/user/me")).status).toBe(200);
  const [row] = await server.sql<{ count: number }>`
    SELECT count(*) AS count FROM latchkey_session WHERE former_key_digest IS NOT NULL AND key_digest = former_key_digest`;
  expect(Number(row?.count)).toBe(0);
});

test("the new cookie lasts as long as the session would have", async () => {
  const browser = await signUpForSession(server);
  server.clock.advance(3600);
  const { setCookies } = await browser.post("/user/confirm", { password });
  expect(setCookies).toHaveLength(1);
  expect(setCookies[0]).toContain(`Max-Age=${14 * 86_400 - 3600};`);
});

describe("a wrong password", () => {
  test("changes nothing, and the caller is still signed in", async () => {
    const browser = await signUpForSession(server);
    const { access } = await signUpForTokens(server);
    server.clock.advance(QUARTER);
    const text = "Your password was entered incorrectly. Please enter it again.";
    for (const answer of [
      await browser.post("/user/confirm", { password: "wrong horse" }),
      await confirmByToken(server, access, { password: "wrong horse" }),
    ]) {
      expect([answer.status, answer.body, answer.setCookies]).toEqual([400, { password: [text] }, []]);
    }
    expect(await recentBySession(browser)).toBe(403);
    expect(await recentStatus(server, { Authorization: `Bearer ${access}` })).toBe(403);
    expect((await browser.get("/user/me")).status).toBe(200);
    const korean = await browser.post("/user/confirm", { password: "x" }, { "Accept-Language": "ko" });
    expect(korean.body).toEqual({ password: ["비밀번호를 잘못 입력하셨습니다. 다시 입력해 주세요."] });
  });

  test("is none that a user without a usable password could know", async () => {
    const username = newName();
    const browser = await signUpForSession(server, username);
    expect((await browser.post("/user/confirm", {})).body).toEqual({ password: ["This field is required."] });
    expect((await send(server, "/user/confirm", { json: { password } })).status).toBe(401);
  });
});

describe("a sign-out at the same moment", () => {
  test("of a session ends it, whichever comes first, though the cookie with its former key asks for it", async () => {
    for (const confirmsFirst of [true, false]) {
      const browser = await signUpForSession(server);
      const tab = copyOf(server, browser);
      const confirm = () => browser.post("/user/confirm", { password });
      const leave = () => tab.post("/user/session_signout");
      const statuses = confirmsFirst
        ? [(await confirm()).status, (await leave()).status]
        : [(await leave()).status, (await confirm()).status];
      expect(statuses).toEqual(confirmsFirst ? [204, 204] : [204, 401]);
      expect((await browser.get("/user/me")).status).toBe(401);
    }
  });

  test("at once, again and again, leaves no survivor", async () => {
    for (let round = 0; round < 20; round += 1) {
      const browser = await signUpForSession(server);
      const pair = await signUpForTokens(server);
      const [confirmed, left] = await Promise.all([
        browser.post("/user/confirm", { password }),
        copyOf(server, browser).post("/user/session_signout"),
        confirmByToken(server, pair.access),
        signOut(server, pair.refresh),
      ]);
      expect([204, 401]).toContain(confirmed.status);
      expect(left.status).toBe(204);
      expect((await browser.get("/user/me")).status).toBe(401);
      expect(await meStatus(server, pair.access)).toBe(401);
    }
  });

  test("ends a session whose key a change of password, or the end of all others, has changed", async () => {
    for (const [path, body] of [
      ["/user/password_change", { old_password: PASSWORD, new_password: "another horse" }],
      ["/user/signout_everywhere", { keep_current: true }],
    ] as const) {
      const browser = await signUpForSession(server);
      const tab = copyOf(server, browser);
      expect((await browser.post(path, body)).status).toBe(204);
      expect((await copyOf(server, tab).get("/user/me")).status).toBe(401);
      expect((await tab.post("/user/session_signout")).status).toBe(204);
      expect((await browser.get("/user/me")).status).toBe(401);
    }
  });

  test("of a token family is not undone", async () => {
    const { access, refresh } = await signUpForTokens(server);
    await signOut(server, refresh);
    expect((await confirmByToken(server, access)).status).toBe(401);
    expect(await meStatus(server, access)).toBe(401);
  });

  test("a sign-in in the same browser ends the session by its former key, too", async () => {
    const username = newName();
    const browser = await signUpForSession(server, username);
    const tab = copyOf(server, browser);
    await browser.post("/user/confirm", { password });
    await tab.post("/user/session_signin", { username, password });
    expect((await browser.get("/user/me")).status).toBe(401);
    expect((await tab.get("/user/me")).status).toBe(200);
  });
});

test("of many confirmations at once one gives the new key, and the session lives on by that alone", async () => {
  const browser = await signUpForSession(server);
  const tabs = Array.from({ length: 10 }, () => copyOf(server, browser));
  const answers = await Promise.all(tabs.map((tab) => tab.post("/user/confirm", { password })));
  for (const { status } of answers) expect([204, 401]).toContain(status);
  const given = tabs.filter((_, index) => (answers[index]?.setCookies[0] ?? "").includes("Fe26"));
  expect(given).toHaveLength(1);
  const [winner] = given;
  expect((await winner?.get("/user/me"))?.status).toBe(200);
  expect((await copyOf(server, browser).get("/user/me")).status).toBe(401);
});

test("where every use renews a session, the new key's cookie is the one that counts", async () => {
  await withServer({ SESSION_SAVE_EVERY_REQUEST: "true" }, async (sliding) => {
    const browser = await signUpForSession(sliding);
    expect((await browser.post("/user/confirm", { password })).status).toBe(204);
    expect((await browser.get("/user/me")).status).toBe(200);
  });
});

test("a token of another service has no sign-in here that could be recent, until it is refreshed", async () => {
  await withServerBeside(
    server,
    { ROTATE_REFRESH_TOKENS: "true", ACCESS_TOKEN_LIFETIME: "1h" },
    async (rotating) => {
      const pair = await signUpForTokens(rotating);
      const access = foreign(rotating, pair.access);
      const refused = await confirmByToken(rotating, access);
      expect([refused.status, refused.body?.code]).toEqual([403, "permission_denied"]);
      const next = await refreshForTokens(rotating, foreign(rotating, pair.refresh));
      const bearer = { Authorization: `Bearer ${next.access}` };
      expect(await recentStatus(rotating, bearer)).toBe(403);
      expect((await confirmByToken(rotating, next.access)).status).toBe(204);
      expect(await recentStatus(rotating, bearer)).toBe(204);
    },
  );
});

test("a request of another site confirms nothing", async () => {
  const browser = await signUpForSession(server);
  const answer = await browser.post("/user/confirm", { password }, { Origin: "https://evil.example" });
  expect([answer.status, answer.body?.code]).toEqual([403, "cross_site"]);
  const anonymous = openBrowser(server);
  expect((await anonymous.post("/user/confirm", { password })).body?.code).toBe("not_authenticated");
});

describe("a new hash of the same password, stored at that moment, signs nobody out", () => {
  /** A server on the same database, where each such write finds that the user's password has just got another hash. */
  async function withRehashes(username: string, check: (racing: TestServer) => Promise<void>): Promise<void> {
    const rehash = async () => {
      await server.sql`UPDATE auth_user SET password = password || 'x' WHERE username = ${username}`;
      const [user] = await server.sql<{ password: string }>`
        SELECT password FROM auth_user WHERE username = ${username}`;
      const digest = passwordDigest(user?.password ?? "", server.settings.secretKeys[0]);
      await server.sql`UPDATE latchkey_session SET password_digest = ${digest}`;
      await server.sql`UPDATE latchkey_family SET password_digest = ${digest}`;
    };
    const between = ({ statements, ...store }: Store): Store => ({
      ...store,
      statements: {
        ...statements,
        async write(steps, options) {
          if (steps.some(({ sql }) => /UPDATE latchkey_\w+ SET (key|password)_digest/.test(sql)))
            await rehash();
          return statements.write(steps, options);
        },
      },
    });
    const racing = await startTestServer({}, { beside: server, between });
    await check(racing);
    await racing.close();
  }

  test("who confirms it, by session or by JWT", async () => {
    const [one, two] = [newName(), newName()];
    const { cookies } = await signUpForSession(server, one);
    await withRehashes(one, async (racing) => {
      const browser = openBrowser(racing, cookies);
      expect((await browser.post("/user/confirm", { password })).status).toBe(204);
      expect((await browser.get("/user/me")).status).toBe(200);
    });
    const { access } = await signUpForTokens(server, two);
    await withRehashes(two, async (racing) => {
      expect((await confirmByToken(racing, access)).status).toBe(204);
      expect(await meStatus(racing, access)).toBe(200);
    });
  });

  test("who gets another key", async () => {
    const username = newName();
    const { cookies } = await signUpForSession(server, username);
    await withRehashes(username, async (racing) => {
      const browser = openBrowser(racing, cookies);
      expect((await browser.post("/user/signout_everywhere", { keep_current: true })).status).toBe(204);
      expect((await browser.get("/user/me")).status).toBe(200);
    });
  });
});
