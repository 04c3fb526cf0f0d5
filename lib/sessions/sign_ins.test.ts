import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { z } from "zod";
import { signInsSchema } from "@/lib/contract/responses";
import { type Browser, copyOf, openBrowser, signInForSession, signUpForSession } from "@/lib/testing/browser";
import { send } from "@/lib/testing/client";
import { cookieHeader } from "@/lib/testing/cookies";
import { recentStatus } from "@/lib/testing/http/recent_status";
import {
  meStatus,
  newName,
  PASSWORD,
  refreshForTokens,
  refreshStatus,
  signInForTokens,
  signOut,
  signUpForTokens,
  type Tokens,
} from "@/lib/testing/requests";
import { startTestServer, type TestServer, withServer, withServerBeside } from "@/lib/testing/server";
import { blacklistedForDjango, createBlacklistTables } from "@/lib/testing/store/blacklist_tables";
import { claimsOf, foreign, jtiOf, remade } from "@/lib/testing/tokens";

const DAY = 86_400;
const SETTINGS = {
  ROTATE_REFRESH_TOKENS: "true",
  BLACKLIST_AFTER_ROTATION: "true",
  AUTH_TOKEN_CLASSES: "AccessToken",
  ACCESS_TOKEN_LIFETIME: "30d",
};
const FIREFOX = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:145.0) Gecko/20100101 Firefox/145.0";

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer(SETTINGS);
});
afterEach(() => server.close());

type Listed = z.output<typeof signInsSchema>;

function listed(answer: { readonly body: unknown }): Listed {
  return signInsSchema.parse(answer.body);
}

async function listBySession(browser: Browser): Promise<Listed> {
  return listed(await browser.get("/user/sessions"));
}

async function listByToken({ access }: Pick<Tokens, "access">, target = server): Promise<Listed> {
  return listed(await send(target, "/user/sessions", { bearer: access }));
}

function endBySession(browser: Browser, id: string) {
  return send(server, `/user/sessions/${encodeURIComponent(id)}`, {
    method: "DELETE",
    headers: cookieHeader(browser.cookies),
  });
}

async function sessionStatus(browser: Browser): Promise<number> {
  return (await copyOf(server, browser).get("/user/me")).status;
}

async function tokenStatuses({ access, refresh }: Tokens): Promise<[number, number]> {
  return [await meStatus(server, access), await refreshStatus(server, refresh)];
}

describe("GET /user/sessions", () => {
  it("lists sessions and token families: the current one first, then those that were used last", async () => {
    const username = newName();
    server.clock.setSeconds(1_800_000_000);
    const browser = openBrowser(server);
    const json = { username, password: PASSWORD };
    await browser.post("/user/session_signup", json, { "User-Agent": FIREFOX });
    server.clock.advance(10);
    await send(server, "/user/jwt_signin", { json, headers: { "User-Agent": "curl/8.5.0" } });
    server.clock.advance(10);
    const pair = await signInForTokens(server, username);
    server.clock.advance(100);
    await browser.get("/user/me");
    await signUpForSession(server);
    const list = await listByToken(pair);
    expect(list.map(({ id: _, ...shown }) => shown)).toEqual([
      {
        ...{
          mode: "jwt",
          browser: null,
          system: null,
          address: "127.0.0.1",
          user_agent: null,
          current: true,
        },
        created: "2027-01-15T08:00:20.000Z",
        last_used: "2027-01-15T08:00:20.000Z",
      },
      {
        ...{ mode: "session", browser: "Firefox", system: "macOS", address: "127.0.0.1", current: false },
        user_agent: FIREFOX,
        created: "2027-01-15T08:00:00.000Z",
        last_used: "2027-01-15T08:02:00.000Z",
      },
      {
        ...{ mode: "jwt", browser: "curl", system: null, address: "127.0.0.1", current: false },
        user_agent: "curl/8.5.0",
        created: "2027-01-15T08:00:10.000Z",
        last_used: "2027-01-15T08:00:10.000Z",
      },
    ]);
    expect(list.map(({ id }) => id)).toEqual([...new Set(list.map(({ id }) => id))]);
    const own = await listBySession(browser);
    expect([own[0]?.mode, own.map(({ current }) => current)]).toEqual(["session", [true, false, false]]);
    expect(JSON.stringify(list)).not.toContain(browser.cookies.get("sessionid"));
  });

  it("leaves out what has ended", async () => {
    const username = newName();
    const browser = await signUpForSession(server, username);
    const pair = await signInForTokens(server, username);
    expect(await listBySession(browser)).toHaveLength(2);
    await signOut(server, pair.refresh);
    expect(await listBySession(browser)).toHaveLength(1);
    const other = await signInForSession(server, username);
    expect(await listBySession(browser)).toHaveLength(2);
    await other.post("/user/session_signout");
    expect(await listBySession(browser)).toHaveLength(1);
  });

  it("lists sign-ins of the present password only", async () => {
    const username = newName();
    await signUpForSession(server, username);
    await signInForTokens(server, username);
    await signUpForTokens(server, "another");
    await server.sql`UPDATE auth_user
      SET password = (SELECT password FROM auth_user WHERE username = 'another') WHERE username = ${username}`;
    const pair = await signInForTokens(server, username);
    expect((await listByToken(pair)).map(({ current }) => current)).toEqual([true]);
  });

  it("leaves out what is over by age or idleness, to the second", async () => {
    const username = newName();
    await signUpForSession(server, username);
    server.clock.advance(14 * DAY - 1);
    const pair = await signInForTokens(server, username);
    expect(await listByToken(pair)).toHaveLength(2);
    server.clock.advance(1);
    expect(await listByToken(pair)).toHaveLength(1);
    await signInForSession(server, username);
    const limits = {
      SESSION_ABSOLUTE_AGE: "1h",
      SESSION_IDLE_TIMEOUT: "30m",
      REFRESH_ABSOLUTE_LIFETIME: "20d",
    };
    await withServerBeside(server, { ...SETTINGS, ...limits }, async (shorter) => {
      server.clock.advance(1799);
      expect(await listByToken(pair, shorter)).toHaveLength(2);
      server.clock.advance(1);
      expect(await listByToken(pair, shorter)).toHaveLength(1);
      await server.sql`UPDATE latchkey_session SET last_used_at = '2100-01-01 00:00:00'`;
      server.clock.advance(1799);
      expect(await listByToken(pair, shorter)).toHaveLength(2);
      server.clock.advance(1);
      expect(await listByToken(pair, shorter)).toHaveLength(1);
    });
  });

  it("is for signed-in users", async () => {
    expect((await send(server, "/user/sessions")).status).toBe(401);
    expect((await send(server, "/user/sessions/1", { method: "DELETE" })).status).toBe(401);
    expect((await send(server, "/user/signout_everywhere", { json: {} })).status).toBe(401);
  });

  it("lists under a former secret key what it lists under the new one", async () => {
    const username = newName();
    await signUpForSession(server, username);
    const keys = { SECRET_KEY: "l".repeat(50), SECRET_KEY_FALLBACKS: server.settings.secretKeys[0] };
    await withServerBeside(server, { ...SETTINGS, ...keys }, async (later) => {
      expect(await listByToken(await signInForTokens(later, username), later)).toHaveLength(2);
    });
  });
});

describe("DELETE /user/sessions/{id}", () => {
  it("ends another session of the user at once", async () => {
    const username = newName();
    const [mine, other] = [
      await signUpForSession(server, username),
      await signInForSession(server, username),
    ];
    const id = (await listBySession(mine))[1]?.id ?? "";
    const answer = await endBySession(mine, id);
    expect([answer.status, answer.text, answer.setCookies]).toEqual([204, "", []]);
    expect([await sessionStatus(mine), await sessionStatus(other)]).toEqual([200, 401]);
    const again = await endBySession(mine, id);
    expect([again.status, again.body?.code]).toEqual([404, "not_found"]);
  });

  it("ends a token family with all its tokens, access tokens included, at the next request", async () => {
    const username = newName();
    const mine = await signUpForSession(server, username);
    const first = await signInForTokens(server, username);
    const second = await refreshForTokens(server, first.refresh);
    expect((await endBySession(mine, String(claimsOf(second.access).sid))).status).toBe(204);
    for (const pair of [first, second]) expect(await tokenStatuses(pair)).toEqual([401, 401]);
    for (const token of [second.access, second.refresh])
      expect((await send(server, "/user/jwt_verify", { json: { token } })).status).toBe(401);
    expect(await sessionStatus(mine)).toBe(200);
    expect((await endBySession(mine, String(claimsOf(second.access).sid))).status).toBe(404);
  });

  it("knows nothing of another user's", async () => {
    const victim = await signUpForSession(server);
    const tokens = await signUpForTokens(server);
    const attacker = await signUpForSession(server);
    const ids = [(await listBySession(victim))[0]?.id ?? "", (await listByToken(tokens))[0]?.id ?? ""];
    const none = await endBySession(attacker, "none");
    for (const id of ids) {
      const answer = await endBySession(attacker, id);
      expect([answer.status, answer.text]).toEqual([404, none.text]);
    }
    expect([await sessionStatus(victim), await tokenStatuses(tokens)]).toEqual([200, [200, 200]]);
  });

  it.each([
    "' OR '1'='1",
    "'; DELETE FROM latchkey_session; --",
    '"id"',
    "?",
    "$1",
    "%",
    "_",
    "%25",
    "a/b",
    "..",
    "\0",
    "a\0",
    "\ud7ff",
    "😀",
    " ",
    "null",
    "x".repeat(5000),
  ])("finds nothing by the id %j", async (id) => {
    const mine = await signUpForSession(server);
    const answer = await endBySession(mine, id);
    expect([answer.status, answer.body?.code]).toEqual([404, "not_found"]);
    expect(await sessionStatus(mine)).toBe(200);
  });

  it("ends a family whose name a Django has given, whatever is in it", async () => {
    const username = newName();
    const mine = await signUpForSession(server, username);
    const pair = await signInForTokens(server, username);
    for (const jti of ["a/b?c#d%25 '\"--", "' OR 1=1", "😀"]) {
      const next = await refreshForTokens(server, remade(server, pair.refresh, { jti, sid: undefined }));
      const found = (await listBySession(mine)).find(({ id }) => id === jti);
      expect([jti, found?.mode]).toEqual([jti, "jwt"]);
      expect([jti, (await endBySession(mine, jti)).status]).toEqual([jti, 204]);
      expect(await meStatus(server, next.access)).toBe(401);
    }
  });

  it("of one's own clears its cookies", async () => {
    const browser = await signUpForSession(server);
    const id = (await listBySession(browser))[0]?.id ?? "";
    const answer = await endBySession(browser, id);
    expect(answer.setCookies).toHaveLength(1);
    expect(answer.setCookies[0]).toMatch(/^sessionid=; .*Max-Age=0/);
    await withServer({ ...SETTINGS, AUTH_COOKIE: "t" }, async (target) => {
      const page = openBrowser(target);
      await page.post("/user/jwt_signup", { username: newName(), password: PASSWORD });
      const own = listed(await page.get("/user/sessions"))[0]?.id ?? "";
      const ended = await send(target, `/user/sessions/${own}`, {
        method: "DELETE",
        headers: cookieHeader(page.cookies),
      });
      expect(ended.setCookies.map((line) => line.split(";")[0])).toEqual(["t=", "t_refresh="]);
      expect((await page.get("/user/me")).status).toBe(401);
    });
  });

  it("of many at once one ends it", async () => {
    const username = newName();
    const mine = await signUpForSession(server, username);
    await signInForSession(server, username);
    const id = (await listBySession(mine))[1]?.id ?? "";
    const statuses = await Promise.all(
      Array.from({ length: 10 }, async () => (await endBySession(mine, id)).status),
    );
    expect(statuses.sort()).toEqual([204, ...Array(9).fill(404)]);
  });
});

describe("POST /user/signout_everywhere", () => {
  async function signedInTwice() {
    const username = newName();
    const browsers = [
      await signUpForSession(server, username),
      await signInForSession(server, username),
    ] as const;
    const pairs = [await signInForTokens(server, username), await signInForTokens(server, username)] as const;
    return { username, browsers, pairs };
  }

  it("ends every sign-in of the user, and none of others; they sign in again", async () => {
    const others = [await signUpForSession(server), await signUpForTokens(server)] as const;
    const { username, browsers, pairs } = await signedInTwice();
    const answer = await copyOf(server, browsers[0]).post("/user/signout_everywhere");
    expect([answer.status, answer.text]).toEqual([204, ""]);
    expect(answer.setCookies).toHaveLength(1);
    expect(answer.setCookies[0]).toMatch(/^sessionid=; .*Max-Age=0/);
    for (const browser of browsers) expect(await sessionStatus(browser)).toBe(401);
    for (const pair of pairs) expect(await tokenStatuses(pair)).toEqual([401, 401]);
    expect([await sessionStatus(others[0]), await tokenStatuses(others[1])]).toEqual([200, [200, 200]]);
    expect(await sessionStatus(await signInForSession(server, username))).toBe(200);
  });

  it.each([true, "on", " Yes ", 1, 1.0])(
    "keeps the session that asks for it with %j",
    async (keep_current) => {
      const { browsers, pairs } = await signedInTwice();
      const answer = await browsers[0].post("/user/signout_everywhere", { keep_current });
      expect(answer.status).toBe(204);
      expect([await sessionStatus(browsers[0]), await sessionStatus(browsers[1])]).toEqual([200, 401]);
      for (const pair of pairs) expect(await tokenStatuses(pair)).toEqual([401, 401]);
      expect(await listBySession(browsers[0])).toHaveLength(1);
    },
  );

  it("gives a session that it keeps another key, since a copy of its cookie is to end, too; it is no more recent", async () => {
    const browser = await signUpForSession(server);
    const copy = copyOf(server, browser);
    server.clock.advance(900);
    await browser.post("/user/signout_everywhere", { keep_current: true });
    expect([await sessionStatus(browser), await sessionStatus(copy)]).toEqual([200, 401]);
    expect(await recentStatus(server, { Cookie: String(cookieHeader(browser.cookies).Cookie) })).toBe(403);
    expect((await browser.post("/user/confirm", { password: PASSWORD })).status).toBe(204);
  });

  it("keeps the token family that asks for it", async () => {
    const { browsers, pairs } = await signedInTwice();
    const { access } = pairs[0];
    const answer = await send(server, "/user/signout_everywhere", {
      bearer: access,
      json: { keep_current: true },
    });
    expect(answer.status).toBe(204);
    for (const browser of browsers) expect(await sessionStatus(browser)).toBe(401);
    expect([await tokenStatuses(pairs[0]), await tokenStatuses(pairs[1])]).toEqual([
      [200, 200],
      [401, 401],
    ]);
  });

  it("refuses what is no boolean, and ends nothing then", async () => {
    const browser = await signUpForSession(server);
    for (const [keep_current, message] of [
      ["maybe", "Must be a valid boolean."],
      [[true], "Must be a valid boolean."],
      [2, "Must be a valid boolean."],
      [null, "This field may not be null."],
    ] as const) {
      const { status, body } = await browser.post("/user/signout_everywhere", { keep_current });
      expect([status, body]).toEqual([400, { keep_current: [message] }]);
    }
    expect(await sessionStatus(browser)).toBe(200);
  });

  it("takes simplejwt's tokens with it, those that only Django knows included", async () => {
    await createBlacklistTables(server.sql);
    await withServerBeside(server, SETTINGS, async (beside) => {
      const username = newName();
      const pair = await signUpForTokens(beside, username);
      const theirs = foreign(beside, (await signInForTokens(beside, username)).refresh);
      const [{ id } = { id: 0 }] = await server.sql<{
        id: number;
      }>`SELECT id FROM auth_user WHERE username = ${username}`;
      await server.sql`INSERT INTO token_blacklist_outstandingtoken (token, jti, expires_at, user_id)
        VALUES ('eyJ', ${jtiOf(theirs)}, '2120-01-01 00:00:00', ${id}) ON CONFLICT DO NOTHING`;
      expect((await send(beside, "/user/signout_everywhere", { bearer: pair.access, json: {} })).status).toBe(
        204,
      );
      expect(await blacklistedForDjango(server.sql)).toContain(jtiOf(theirs));
      expect(await refreshStatus(beside, theirs)).toBe(401);
    });
  });

  it("from another site does nothing", async () => {
    const browser = await signUpForSession(server);
    const headers = { Origin: "https://evil.example" };
    expect((await browser.post("/user/signout_everywhere", {}, headers)).body?.code).toBe("cross_site");
    expect(await sessionStatus(browser)).toBe(200);
  });

  it("by a form leads back to the page of sign-ins", async () => {
    const browser = await signUpForSession(server);
    const answer = await send(server, "/user/signout_everywhere", {
      body: "keep_current=on",
      headers: {
        ...cookieHeader(browser.cookies),
        "Content-Type": "application/x-www-form-urlencoded",
        Accept: "text/html",
      },
    });
    expect([answer.status, answer.headers.location]).toEqual([303, "/account/signins"]);
  });
});

describe("where refreshes, sign-ins and a sign-out everywhere run at once", () => {
  test("no token of before survives it", async () => {
    for (let round = 0; round < 10; round += 1) {
      const username = newName();
      const mine = await signUpForSession(server, username);
      const pairs = [await signInForTokens(server, username), await signInForTokens(server, username)];
      const [left, ...refreshed] = await Promise.all([
        mine.post("/user/signout_everywhere"),
        ...pairs.map(({ refresh }) => send(server, "/user/jwt_refresh", { json: { refresh } })),
        ...pairs.map(({ refresh }) => send(server, "/user/jwt_refresh", { json: { refresh } })),
      ]);
      expect(left?.status).toBe(204);
      for (const { status, body } of refreshed) {
        expect([200, 401]).toContain(status);
        if (status === 200) expect(await meStatus(server, z.string().parse(body?.access))).toBe(401);
        if (status === 200) expect(await refreshStatus(server, z.string().parse(body?.refresh))).toBe(401);
      }
    }
  });
});
