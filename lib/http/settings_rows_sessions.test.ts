import { expect } from "vitest";
import { z } from "zod";
import { groups } from "@/lib/settings/definitions";
import { closeStore, openStore } from "@/lib/store/open";
import { dateFrom, type Time } from "@/lib/store/statements";
import { copyOf, signInForSession, signUpForSession } from "@/lib/testing/browser";
import { send } from "@/lib/testing/client";
import { cookieHeader, parseSetCookie } from "@/lib/testing/cookies";
import { addSessionRow, createSessionTable } from "@/lib/testing/django/session_rows";
import django from "@/lib/testing/django/sessions.json";
import { askRow } from "@/lib/testing/http/ask_row";
import { cookiesOf, PLAIN, sets, signUpBy } from "@/lib/testing/http/cookie_checks";
import { recentStatus } from "@/lib/testing/http/recent_status";
import { given, testRows, unset } from "@/lib/testing/http/setting_rows";
import { newName, signUpForTokens } from "@/lib/testing/requests";
import { type Check, serve, type TestServer } from "@/lib/testing/server";
import { setUpSecondFactor } from "@/lib/testing/totp";
import { router } from "./router";
import { row } from "./row";

const DAY = 86_400;
const SLIDING = { SESSION_SAVE_EVERY_REQUEST: "true" };
const PRODUCTION = { DEBUG: "false" };

function sessionCookie(attributes: string, name = "sessionid"): Check {
  return sets("session", { [name]: `max-age=1209600; ${attributes}` });
}

/** A session, unused, at the last second of its life and behind it. */
function livesFor(seconds: number): Check {
  return async (server) => {
    const browser = await signUpForSession(server);
    const start = await startedAt(server);
    server.clock.setSeconds(start + seconds - 1);
    expect((await browser.get("/user/me")).status).toBe(200);
    server.clock.setSeconds(start + seconds);
    expect((await browser.get("/user/me")).status).toBe(401);
  };
}

const BY_DJANGO = { SECRET_KEY: django.secret_key, DJANGO_SESSION_COOKIE: "django" };
const [SIGNED, LEGACY] = ["signed in", "the form before 3.1"].map((name) =>
  django.rows.find((row) => row.name === name),
);

/** Whether the session of a Django, whose row is in the database, signs its user in. */
function takesOver(row: (typeof django.rows)[number] | undefined, isTaken: boolean): Check {
  return async ({ settings, sql, clock }) => {
    const encoded = row?.user?.password ?? "";
    await createSessionTable(sql);
    await addSessionRow(
      sql,
      row?.session_key ?? "",
      row?.session_data ?? "",
      new Date("2086-01-02T03:04:05Z"),
    );
    // Which tables there are is looked up when the database is opened.
    const store = await openStore(settings.databaseUrl);
    const { url, stop } = await serve({ ...settings, secretKeys: [django.secret_key] }, store, clock);
    await signUpForTokens(url);
    await sql`UPDATE auth_user SET password = ${encoded}`;
    const { status } = await send(url, "/user/me", { headers: { Cookie: `django=${row?.session_key}` } });
    expect(status).toBe(isTaken ? 200 : 401);
    await stop();
    await closeStore(store);
  };
}

const forStaff = router([
  row({
    method: "GET",
    path: "/staff",
    name: "Staff",
    summary: "Answers staff.",
    access: "staff",
    responses: { 200: { description: "Nothing.", body: z.object({}) } },
    refusals: [],
    run: async () => ({ status: 200, body: {} }),
  }),
]);

/** What an endpoint for staff answers one of them, with and without a second factor. */
function staffAnswer(expected: readonly unknown[], { withFactor = false } = {}): Check {
  return async (server) => {
    const browser = await signUpForSession(server);
    await server.sql`UPDATE auth_user SET is_staff = true`;
    if (withFactor) await setUpSecondFactor(server, browser.post);
    const headers = { Cookie: String(cookieHeader(browser.cookies).Cookie) };
    const { status, body } = await askRow(server, forStaff, { method: "GET", target: "/staff", headers });
    expect([status, body.code ?? null]).toEqual(expected);
  };
}

/** Two sessions: the one is used at the last moment, the other a second later. */
function diesUnusedFor(seconds: number): Check {
  return async (server) => {
    const [used, unused] = [await signUpForSession(server), await signUpForSession(server)];
    const start = await startedAt(server);
    server.clock.setSeconds(start + seconds - 1);
    expect((await used.get("/user/me")).status).toBe(200);
    server.clock.setSeconds(start + seconds);
    expect((await used.get("/user/me")).status).toBe(200);
    expect((await unused.get("/user/me")).status).toBe(401);
  };
}

/** A session, unused for so long, then again for nearly so long, then for so long. */
function idlesFor(seconds: number): Check {
  return async (server) => {
    const browser = await signUpForSession(server);
    const start = await startedAt(server);
    const uses = [start + seconds - 1, start + 2 * (seconds - 1), start + 3 * (seconds - 1)];
    for (const at of uses) {
      server.clock.setSeconds(at);
      expect((await browser.get("/user/me")).status).toBe(200);
    }
    server.clock.setSeconds((uses.at(-1) ?? 0) + seconds + 1);
    expect((await browser.get("/user/me")).status).toBe(401);
  };
}

/** A session that every use renews, used every ten days and at its last second. */
function endsAfter(seconds: number): Check {
  return async (server) => {
    const browser = await signUpForSession(server);
    const end = (await startedAt(server)) + seconds;
    for (const at of [end - 20 * DAY, end - 10 * DAY, end - 60]) {
      server.clock.setSeconds(Math.max(at, server.clock.now() / 1000));
      expect((await browser.get("/user/me")).status).toBe(200);
    }
    const [cookie] = cookiesOf(await browser.get("/user/me"));
    expect(cookie?.attributes).toBe(`max-age=60; ${PLAIN}`);
    server.clock.setSeconds(end - 1);
    expect((await browser.get("/user/me")).status).toBe(200);
    server.clock.setSeconds(end);
    expect((await browser.get("/user/me")).status).toBe(401);
  };
}

/** A sign-in, by session and by JWT, at the last second at which it is recent and behind it. */
function isRecentFor(seconds: number): Check {
  return async (server) => {
    server.clock.setSeconds(Math.ceil(server.clock.now() / 1000));
    const browser = await signUpForSession(server);
    const { access } = await signUpForTokens(server);
    const start = server.clock.now() / 1000;
    const statuses = () =>
      Promise.all([
        recentStatus(server, { Cookie: String(cookieHeader(browser.cookies).Cookie) }),
        recentStatus(server, { Authorization: `Bearer ${access}` }),
      ]);
    server.clock.setSeconds(start + seconds - 1);
    expect(await statuses()).toEqual([204, 204]);
    server.clock.setSeconds(start + seconds);
    expect(await statuses()).toEqual([403, 403]);
  };
}

/** One sign-in more than a user can have, each a second after the one before. */
function keepsSignIns(count: number): Check {
  return async (server) => {
    const username = newName();
    const browsers = [await signUpForSession(server, username)];
    while (browsers.length <= count) {
      server.clock.advance(1);
      browsers.push(await signInForSession(server, username));
    }
    const statuses = browsers.map(async (browser) => (await browser.get("/user/me")).status);
    expect(await Promise.all(statuses)).toEqual([401, ...Array(count).fill(200)]);
  };
}

/** When the last session began, seconds since the epoch. */
async function startedAt({ sql }: TestServer): Promise<number> {
  const [last] = await sql<{ at: Time }>`SELECT max(created_at) AS at FROM latchkey_session`;
  return Number(dateFrom(last?.at ?? "")) / 1000;
}

testRows(groups.Sessions, {
  SESSION_COOKIE_NAME: [
    unset("sessionid", sessionCookie(PLAIN)),
    given("sid", "that name", sessionCookie(PLAIN, "sid")),
  ],
  SESSION_COOKIE_AGE: [
    unset("good at 1,209,599 s, dead at 1,209,600 s", livesFor(1_209_600)),
    given("1h", "good at 3,599 s, dead at 3,600 s", livesFor(3600)),
    given(
      "1h",
      "the cookie lives as long",
      sets("session", { sessionid: "max-age=3600; path=/; httponly; samesite=Lax" }),
    ),
  ],
  SESSION_COOKIE_SECURE: [
    unset("not Secure in development", sessionCookie(PLAIN)),
    unset(
      "Secure and prefixed in production",
      sessionCookie("path=/; httponly; secure; samesite=Lax", "__Host-sessionid"),
      PRODUCTION,
    ),
    given(
      "true",
      "Secure and prefixed",
      sessionCookie("path=/; httponly; secure; samesite=Lax", "__Host-sessionid"),
    ),
    given("false", "not Secure in production either", sessionCookie(PLAIN), PRODUCTION),
  ],
  SESSION_COOKIE_HTTPONLY: [
    unset("scripts cannot read it", sessionCookie(PLAIN)),
    given("false", "scripts can", sessionCookie("path=/; samesite=Lax")),
  ],
  SESSION_COOKIE_SAMESITE: [
    unset("Lax", sessionCookie(PLAIN)),
    given("Strict", "Strict", sessionCookie("path=/; httponly; samesite=Strict")),
    given(
      "None",
      "None, where Secure",
      sessionCookie("path=/; httponly; secure; samesite=None", "__Host-sessionid"),
      {
        SESSION_COOKIE_SECURE: "true",
      },
    ),
  ],
  SESSION_COOKIE_PATH: [
    unset("every path", sessionCookie(PLAIN)),
    given("/app", "that path", sessionCookie("path=/app; httponly; samesite=Lax")),
    given(
      "/app",
      "that path, and the prefix that it allows",
      sessionCookie("path=/app; httponly; secure; samesite=Lax", "__Secure-sessionid"),
      PRODUCTION,
    ),
  ],
  SESSION_COOKIE_DOMAIN: [
    unset("our own host", sessionCookie(PLAIN)),
    given(
      ".example.com",
      "that domain and all below it, without a leading dot",
      sessionCookie("path=/; domain=example.com; httponly; samesite=Lax"),
      { APP_ORIGIN: "http://auth.example.com" },
    ),
    given(
      "example.com",
      "that domain, and the prefix that it allows",
      sessionCookie("path=/; domain=example.com; httponly; secure; samesite=Lax", "__Secure-sessionid"),
      { ...PRODUCTION, APP_ORIGIN: "https://auth.example.com" },
    ),
  ],
  SESSION_EXPIRE_AT_BROWSER_CLOSE: [
    unset("the cookie outlives the browser", async (server) => {
      const [line = ""] = (await signUpBy(server, "session")).setCookies;
      const { attributes } = parseSetCookie(line);
      const left = (Date.parse(attributes.get("expires") ?? "") - server.clock.now()) / 1000;
      expect(Math.abs(left - 1_209_600)).toBeLessThan(5);
    }),
    given("true", "the cookie ends with the browser, the session with its age", async (server) => {
      await sets("session", { sessionid: PLAIN })(server);
      const answer = await signUpBy(server, "session");
      expect(parseSetCookie(answer.setCookies[0] ?? "").attributes.has("expires")).toBe(false);
      await livesFor(1_209_600)(server);
    }),
  ],
  SESSION_SAVE_EVERY_REQUEST: [
    unset("use does not lengthen a session", async (server) => {
      const browser = await signUpForSession(server);
      const start = await startedAt(server);
      server.clock.setSeconds(start + 1_209_599);
      const used = await browser.get("/user/me");
      expect([used.status, used.setCookies]).toEqual([200, []]);
      server.clock.setSeconds(start + 1_209_600);
      expect((await browser.get("/user/me")).status).toBe(401);
    }),
    given("true", "every use gives a session its full age again", async (server) => {
      const browser = await signUpForSession(server);
      const start = await startedAt(server);
      server.clock.setSeconds(start + 1_209_599);
      const before = copyOf(server, browser);
      const used = await browser.get("/user/me");
      expect(cookiesOf(used)[0]?.attributes).toBe("max-age=1209600; path=/; httponly; samesite=Lax");
      expect(browser.cookies.get("sessionid")).not.toBe(before.cookies.get("sessionid"));
      server.clock.setSeconds(start + 2 * 1_209_599);
      expect((await browser.get("/user/me")).status).toBe(200);
      server.clock.setSeconds(start + 3 * 1_209_600);
      expect((await browser.get("/user/me")).status).toBe(401);
    }),
  ],
  SESSION_IDLE_TIMEOUT: [
    unset("an unused session lives its whole age", livesFor(1_209_600)),
    given("30m", "unused for 1,799 s it is good, for 1,800 s dead", diesUnusedFor(1800)),
    given("30m", "use keeps it alive", idlesFor(1800)),
    given("30s", "use keeps it alive, however short the timeout", idlesFor(30)),
    given("10m", "counts from the last use, however soon after the one before", async (server) => {
      const browser = await signUpForSession(server);
      const start = await startedAt(server);
      for (const at of [start + 50, start + 50 + 599]) {
        server.clock.setSeconds(at);
        expect((await browser.get("/user/me")).status).toBe(200);
      }
    }),
    given("30m", "not beyond its age", livesFor(600), { SESSION_COOKIE_AGE: "10m" }),
  ],
  SESSION_ABSOLUTE_AGE: [
    unset("used again and again, a session ends after 30 days", endsAfter(30 * DAY), SLIDING),
    unset("not before its age, where that is longer", livesFor(60 * DAY), { SESSION_COOKIE_AGE: "60d" }),
    given("20d", "after 20 days", endsAfter(20 * DAY), SLIDING),
    given("1h", "also where nothing renews it", livesFor(3600)),
    given("1h", "the cookie ends with it", sets("session", { sessionid: `max-age=3600; ${PLAIN}` })),
    given(
      "none",
      "use keeps it alive for ever",
      async (server) => {
        const browser = await signUpForSession(server);
        for (let renewed = 0; renewed < 10; renewed += 1) {
          server.clock.advance(14 * DAY - 1);
          expect((await browser.get("/user/me")).status).toBe(200);
        }
      },
      SLIDING,
    ),
  ],
  RECENT_SIGNIN_AGE: [
    unset("for a quarter of an hour", isRecentFor(900), { ACCESS_TOKEN_LIFETIME: "1h" }),
    given("5m", "for five minutes", isRecentFor(300), { ACCESS_TOKEN_LIFETIME: "1h" }),
  ],
  MFA_REQUIRED_FOR_STAFF: [
    unset("staff without a second factor get what is for staff", staffAnswer([200, null])),
    given("true", "they have to set one up first", staffAnswer([403, "mfa_required"])),
    given("true", "with one they get it", staffAnswer([200, null], { withFactor: true })),
  ],
  SESSIONS_PER_USER: [
    unset("the fifty-first sign-in ends the first", keepsSignIns(50)),
    given("3", "the fourth ends the first", keepsSignIns(3)),
    given("1", "each sign-in ends the one before", keepsSignIns(1)),
    given("none", "none ends another", async (server) => {
      const username = newName();
      const first = await signUpForSession(server, username);
      for (let count = 0; count < 60; count += 1) await signInForSession(server, username);
      expect((await first.get("/user/me")).status).toBe(200);
    }),
  ],
  DJANGO_SESSION_COOKIE: [
    unset("nobody is signed in by Django's session", takesOver(SIGNED, false)),
    given("django", "whoever brings one is", takesOver(SIGNED, true)),
  ],
  DJANGO_SESSION_LEGACY: [
    unset("not by one in the form of Django 3.0", takesOver(LEGACY, false), BY_DJANGO),
    given("true", "by that, too", takesOver(LEGACY, true), BY_DJANGO),
  ],
});
