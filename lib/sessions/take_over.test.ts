import { afterEach, beforeEach, expect, test } from "vitest";
import { eventsSchema, signInsSchema } from "@/lib/contract/responses";
import type { Store } from "@/lib/store/open";
import { copyOf, openBrowser, signInForSession } from "@/lib/testing/browser";
import { parseSetCookie } from "@/lib/testing/cookies";
import {
  browserFromDjango,
  browserWith,
  DJANGO_COOKIE,
  djangoKeys,
  newDjangoKey,
  newUser,
  signInAtDjango,
  startBesideDjango,
  TAKING_OVER,
} from "@/lib/testing/django/beside";
import { signInData } from "@/lib/testing/django/session_rows";
import { recentStatus } from "@/lib/testing/http/recent_status";
import { PASSWORD } from "@/lib/testing/requests";
import { startTestServer, type TestServer, withServerBeside } from "@/lib/testing/server";
import { SECRET, secretOf } from "@/lib/testing/settings";
import { addUserRow, createUserTable, KEY_TYPES, userTableSettings } from "@/lib/testing/store/user_tables";
import { setUpSecondFactor } from "@/lib/testing/totp";

const DAY = 86_400;

let server: TestServer;
beforeEach(async () => {
  server = await startBesideDjango();
});
afterEach(() => server.close());

const statusOf = async (browser: { get(path: string): Promise<{ status: number }> }) =>
  (await browser.get("/user/me")).status;

test("a browser that is signed in at Django is signed in here, once, and all of it stays as it was there", async () => {
  const { browser, key, user } = await browserFromDjango(server);
  const [before] = await server.sql`SELECT * FROM auth_user WHERE username = ${user.username}`;
  const rows = await server.sql`SELECT * FROM django_session`;
  const answer = await browser.get("/user/me");
  expect([answer.status, answer.body?.username]).toEqual([200, user.username]);
  const cookies = answer.setCookies.map(parseSetCookie);
  // Without Max-Age: it ends with the browser.
  expect(cookies.map(({ name, attributes }) => [name, [...attributes.keys()].join()])).toEqual([
    ["sessionid", "path,httponly,samesite"],
  ]);
  expect((await browser.get("/user/me")).setCookies).toEqual([]);
  expect(await server.sql.count("latchkey_session")).toBe(1);
  expect(await server.sql`SELECT * FROM django_session`).toEqual(rows);
  expect(await server.sql`SELECT * FROM auth_user WHERE username = ${user.username}`).toEqual([before]);
  const events = eventsSchema.parse((await browser.get("/user/events")).body);
  expect(events.map(({ event }) => event)).toContain("session_taken_over");
  const signIns = signInsSchema.parse((await browser.get("/user/sessions")).body);
  expect(signIns.filter(({ current }) => current)).toHaveLength(1);
  expect(browser.cookies.get(DJANGO_COOKIE)).toBe(key);
});

test("its user has given no password here: what wants a recent sign-in asks for it", async () => {
  const { browser, key } = await browserFromDjango(server);
  await browser.get("/user/me");
  const cookie = () => `sessionid=${browser.cookies.get("sessionid")}`;
  expect(await recentStatus(server, { Cookie: cookie() })).toBe(403);
  expect((await browser.post("/user/confirm", { password: PASSWORD })).status).toBe(204);
  expect(await recentStatus(server, { Cookie: cookie() })).toBe(204);
  // The session has another key by now, which nobody gets by Django's.
  expect(await statusOf(browserWith(server, key))).toBe(401);
  expect(await statusOf(browser)).toBe(200);
});

test("a browser that lost our cookie gets the same session again", async () => {
  const { browser, key } = await browserFromDjango(server);
  await browser.get("/user/me");
  expect(await statusOf(browserWith(server, key))).toBe(200);
  expect(await server.sql.count("latchkey_session")).toBe(1);
  expect(await server.sql`SELECT * FROM latchkey_event WHERE name = 'session_taken_over'`).toHaveLength(1);
});

test("whoever has a live sign-in of ours keeps it", async () => {
  const { key, user } = await browserFromDjango(server);
  const other = await newUser(server);
  const session = await signInForSession(server, other.username);
  session.cookies.set(DJANGO_COOKIE, key);
  const answer = await session.get("/user/me");
  expect([answer.body?.username, answer.setCookies]).toEqual([other.username, []]);
  expect(await server.sql.count("latchkey_django_session")).toBe(0);
  expect(user.username).not.toBe(other.username);
});

test("nobody is taken over who would not be signed in at Django, or asked for more here", async () => {
  const user = await newUser(server);
  const inactive = await newUser(server);
  await server.sql`UPDATE auth_user SET is_active = false WHERE username = ${inactive.username}`;
  const careful = await newUser(server);
  await setUpSecondFactor(server, (await signInForSession(server, careful.username)).post);
  const signIn = signInData(user.id, user.password, SECRET);
  const refused: Readonly<Record<string, string>> = {
    "a user who is inactive": await signInAtDjango(server, inactive),
    "a user with a second factor": await signInAtDjango(server, careful),
    "another password": await signInAtDjango(server, { ...user, password: "!" }),
    "a user who is gone": await signInAtDjango(server, { ...user, id: "99999999" }),
    "no number": await signInAtDjango(server, { ...user, id: "1 OR 1=1" }),
    "no key of the database's": await signInAtDjango(server, { ...user, id: "1\0" }),
    "nobody signed in": await signInAtDjango(server, user, { values: { cart: [3] } }),
    "no backend": await signInAtDjango(server, user, {
      values: { ...signIn, _auth_user_backend: undefined },
    }),
    "another secret key": await signInAtDjango(server, user, { secret: secretOf(50) }),
    "a row that has expired": await signInAtDjango(server, user, { expiresIn: 0 }),
    "a row that was written too long ago": await signInAtDjango(server, user, { writtenIn: -30 }),
    "no row": newDjangoKey(),
  };
  for (const [why, key] of Object.entries(refused)) {
    const answer = await browserWith(server, key).get("/user/me");
    expect([answer.status, answer.setCookies], why).toEqual([401, []]);
  }
  expect(await server.sql.count("latchkey_django_session")).toBe(0);
});

test("both sides of each edge in time", async () => {
  const second = 1 / DAY;
  const user = await newUser(server);
  const lasting = await signInAtDjango(server, user, { expiresIn: second });
  const old = await signInAtDjango(server, user, { writtenIn: -30 + second });
  expect(await statusOf(browserWith(server, lasting))).toBe(200);
  expect(await statusOf(browserWith(server, old))).toBe(200);
  // The session lives no longer than Django's row, nor than the absolute age after Django wrote it.
  server.clock.advance(1);
  expect(await statusOf(browserWith(server, lasting))).toBe(401);
  expect(await statusOf(browserWith(server, old))).toBe(401);
});

test("keys that no session has are refused without a look, and so are two cookies of the name", async () => {
  const { key } = await browserFromDjango(server);
  for (const wrong of ["short", "x".repeat(41), "a b c d e f g h", "%00%00%00%00%00", "'; DROP TABLE x", ""])
    expect(await statusOf(browserWith(server, wrong)), wrong).toBe(401);
  const two = `${DJANGO_COOKIE}=${key}; ${DJANGO_COOKIE}=${newDjangoKey()}`;
  const planted = openBrowser(server);
  expect((await planted.get("/user/me", { Cookie: two })).status).toBe(401);
});

test("signing out ends Django's session, too, and clears its cookie", async () => {
  const { browser, key } = await browserFromDjango(server);
  await browser.get("/user/me");
  const copy = copyOf(server, browser);
  const answer = await browser.post("/user/session_signout");
  expect(answer.status).toBe(204);
  expect([...browser.cookies]).toEqual([]);
  expect(await djangoKeys(server)).toEqual([]);
  expect([await statusOf(copy), await statusOf(browserWith(server, key))]).toEqual([401, 401]);
});

test("signing out with Django's cookie alone ends its session", async () => {
  const { browser } = await browserFromDjango(server);
  expect((await browser.post("/user/session_signout")).status).toBe(204);
  expect([...browser.cookies]).toEqual([]);
  expect([await djangoKeys(server), await server.sql.count("latchkey_session")]).toEqual([[], 0]);
  expect((await browser.post("/user/session_signout")).status).toBe(403);
});

test("a request that takes a session over and ends it leaves no cookie", async () => {
  const { browser } = await browserFromDjango(server);
  expect((await browser.post("/user/signout_everywhere")).status).toBe(204);
  expect([...browser.cookies]).toEqual([]);
});

test("a request that takes a session over and gives it another key leaves the cookie of that", async () => {
  const { browser } = await browserFromDjango(server);
  const body = { old_password: PASSWORD, new_password: "another horse" };
  expect((await browser.post("/user/password_change", body)).status).toBe(204);
  expect(await statusOf(browser)).toBe(200);
});

test("whoever signs in and out here is not signed in afterwards by Django's cookie that came along", async () => {
  const { browser, key } = await browserFromDjango(server);
  const other = await newUser(server);
  await browser.post("/user/session_signin", { username: other.username, password: PASSWORD });
  await browser.post("/user/session_signout");
  expect(await statusOf(browserWith(server, key))).toBe(401);
  expect(await djangoKeys(server)).toEqual([]);
});

test("a session that ends from elsewhere takes Django's along: one, all, by the password, one too many", async () => {
  const endings: Readonly<Record<string, (username: string) => Promise<unknown>>> = {
    "one of the list": async (username) => {
      const other = await signInForSession(server, username);
      const signIns = signInsSchema.parse((await other.get("/user/sessions")).body);
      for (const { id, current } of signIns) if (!current) await other.delete(`/user/sessions/${id}`);
    },
    everywhere: async (username) =>
      (await signInForSession(server, username)).post("/user/signout_everywhere"),
    "a new password": async (username) =>
      (await signInForSession(server, username)).post("/user/password_change", {
        old_password: PASSWORD,
        new_password: "another horse",
      }),
    deletion: async (username) => (await signInForSession(server, username)).delete("/user/me"),
    "one too many": (username) =>
      withServerBeside(server, { SESSIONS_PER_USER: "1" }, async (strict) => {
        server.clock.advance(1);
        await signInForSession(strict, username);
      }),
  };
  for (const [how, end] of Object.entries(endings)) {
    const { browser, key, user } = await browserFromDjango(server);
    expect(await statusOf(browser), how).toBe(200);
    await end(user.username);
    expect(await djangoKeys(server), how).toEqual([]);
    expect([await statusOf(browser), await statusOf(browserWith(server, key))], how).toEqual([401, 401]);
  }
});

test("a session that a new sign-in of the browser replaces takes Django's along", async () => {
  const { browser, key, user } = await browserFromDjango(server);
  await browser.get("/user/me");
  await browser.post("/user/session_signin", { username: user.username, password: PASSWORD });
  expect(await djangoKeys(server)).toEqual([]);
  expect([await statusOf(browser), await statusOf(browserWith(server, key))]).toEqual([200, 401]);
});

test("what has ended here stays so where Django's row may not be deleted", async () => {
  const between = (store: Store) => ({ ...store, schema: { ...store.schema, endsDjangoSessions: false } });
  const reader = await startTestServer(TAKING_OVER, { beside: server, between });
  try {
    for (const path of ["/user/session_signout", "/user/signout_everywhere"]) {
      const { browser, key } = await browserFromDjango(server);
      const here = copyOf(reader, browser);
      expect(await statusOf(here)).toBe(200);
      expect((await here.post(path)).status).toBe(204);
      expect(await djangoKeys(server)).toContain(key);
      expect(await statusOf(browserWith(reader, key))).toBe(401);
    }
  } finally {
    await reader.close();
  }
});

test("signing out at Django signs out here, and a new sign-in there is taken over in place", async () => {
  const { browser, key, user } = await browserFromDjango(server);
  await browser.get("/user/me");
  await server.sql`DELETE FROM django_session WHERE session_key = ${key}`;
  expect(await statusOf(browser)).toBe(401);
  browser.cookies.set(DJANGO_COOKIE, await signInAtDjango(server, user));
  expect(await statusOf(browser)).toBe(200);
});

test("a row that Django deletes because it has expired ends nothing here", async () => {
  await withServerBeside(
    server,
    { DJANGO_SESSION_COOKIE: DJANGO_COOKIE, SESSION_SAVE_EVERY_REQUEST: "true" },
    async (sliding) => {
      const user = await newUser(server);
      const key = await signInAtDjango(server, user, { expiresIn: 1 });
      const browser = browserWith(sliding, key);
      await browser.get("/user/me");
      server.clock.advance(DAY - 1);
      const renewed = await browser.get("/user/me");
      expect(renewed.setCookies.map((line) => parseSetCookie(line).attributes.has("max-age"))).toEqual([
        false,
      ]);
      await server.sql`DELETE FROM django_session`;
      expect(await statusOf(copyOf(sliding, browser))).toBe(401);
      server.clock.advance(1);
      expect(await statusOf(browser)).toBe(200);
    },
  );
});

test("the session of whoever changes their password goes on, though Django's is over", async () => {
  const { browser, key } = await browserFromDjango(server);
  await browser.get("/user/me");
  const body = { old_password: PASSWORD, new_password: "another horse" };
  expect((await browser.post("/user/password_change", body)).status).toBe(204);
  // As Django does at its next request.
  await server.sql`DELETE FROM django_session WHERE session_key = ${key}`;
  expect(await statusOf(browser)).toBe(200);
});

test("a session goes on whose hash a sign-in elsewhere has upgraded, which ends Django's", async () => {
  const { browser, key, user } = await browserFromDjango(server);
  await browser.get("/user/me");
  await withServerBeside(server, { PBKDF2_ITERATIONS: "2000" }, async (stronger) => {
    await signInForSession(stronger, user.username);
  });
  await server.sql`DELETE FROM django_session WHERE session_key = ${key}`;
  expect(await statusOf(browser)).toBe(200);
});

test("servers with another current secret key share the session while the keys change", async () => {
  const { browser, key } = await browserFromDjango(server);
  await browser.get("/user/me");
  const rotated = {
    DJANGO_SESSION_COOKIE: DJANGO_COOKIE,
    SECRET_KEY: secretOf(50),
    SECRET_KEY_FALLBACKS: SECRET,
  };
  await withServerBeside(server, rotated, async (next) => {
    expect(await statusOf(browserWith(next, key))).toBe(200);
    expect(await server.sql.count("latchkey_session")).toBe(1);
    const later = await signInAtDjango(server, await newUser(server));
    expect(await statusOf(browserWith(next, later))).toBe(200);
  });
});

test("with EMAIL_VERIFICATION=mandatory an address has to be verified first", async () => {
  const { browser, user } = await browserFromDjango(server);
  await server.sql`UPDATE auth_user SET email = 'a@example.com' WHERE username = ${user.username}`;
  const mandatory = { DJANGO_SESSION_COOKIE: DJANGO_COOKIE, EMAIL_VERIFICATION: "mandatory" };
  await withServerBeside(server, mandatory, async (strict) => {
    expect(await statusOf(copyOf(strict, browser))).toBe(401);
  });
  expect(await statusOf(browser)).toBe(200);
});

const KEYS = {
  integer: "7",
  bigint: "9007199254740993",
  uuid: "0b2f3c1a-8f6e-4a53-9d3e-6f5f1f0f9a11",
  text: "kim/서?~",
} as const;

test.each(KEY_TYPES)("users are taken over whose key is of the type %s", async (type) => {
  const key = KEYS[type];
  await createUserTable(server.sql, type);
  await addUserRow(server.sql, type, { key, password: "!", email: "", lastLogin: null });
  const django = await signInAtDjango(server, { id: key, username: "", password: "!" });
  await withServerBeside(server, { ...TAKING_OVER, ...userTableSettings(type) }, async (there) => {
    const browser = browserWith(there, django);
    const { status, body } = await browser.get("/user/me");
    expect([status, String(body?.id), body?.username]).toEqual([200, key, `name of ${key}`]);
    expect((await browser.post("/user/signout_everywhere")).status).toBe(204);
    expect(await djangoKeys(server)).toEqual([]);
  });
});
