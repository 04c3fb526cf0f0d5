import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { copyOf, openBrowser, signInForSession } from "@/lib/testing/browser";
import { send } from "@/lib/testing/client";
import { TestClock } from "@/lib/testing/clock";
import { canDjangoUse, type DjangoProject, startDjango } from "@/lib/testing/django/project";
import { newName, PASSWORD } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { TEST_SERVER } from "@/lib/testing/store/database";

// In CI a Django that is missing is a failure: everything else would say nothing of it.
const isMissing = !canDjangoUse(TEST_SERVER ?? "file:") && !process.env.CI;

const SETTINGS = { SESSION_COOKIE_NAME: "latchkey_sid", DJANGO_SESSION_COOKIE: "sessionid" };

const ENGINES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  db: { SESSION_ENGINE: "django.contrib.sessions.backends.db" },
  // The row is in the database at any rate; a cache that keeps nothing shows what Django reads of it.
  cached_db: {
    SESSION_ENGINE: "django.contrib.sessions.backends.cached_db",
    CACHES: { default: { BACKEND: "django.core.cache.backends.dummy.DummyCache" } },
  },
  "db, on the clock of Seoul": { TIME_ZONE: "Asia/Seoul", USE_TZ: false },
};

describe.skipIf(isMissing).each(Object.entries(ENGINES))(
  "sessions of a Django that keeps them by %s",
  (_, settings) => {
    let first: TestServer;
    let server: TestServer;
    let django: DjangoProject;
    beforeAll(async () => {
      first = await startTestServer({}, { clock: TestClock.running() });
      const { databaseUrl: url, secretKeys } = first.settings;
      const {
        TIME_ZONE: timeZone = "UTC",
        USE_TZ: useTz = true,
        ...others
      } = settings as Record<string, string & boolean>;
      django = startDjango({
        shape: "joined",
        url,
        secretKey: secretKeys[0],
        timeZone,
        useTz,
        settings: others,
      });
      await django.call("manage", "migrate", "--fake-initial");
      const local = useTz ? {} : { TIME_ZONE: timeZone, USE_TZ: "false" };
      server = await startTestServer({ ...SETTINGS, ...local }, { beside: first });
    }, 120_000);
    afterAll(async () => {
      await django.stop();
      await server.close();
      await first.close();
    });

    async function signInAtDjango() {
      const username = newName();
      await send(server, "/user/jwt_signup", { json: { username, password: PASSWORD } });
      const key = String(await django.call("log_in", username, PASSWORD));
      return { username, key, browser: openBrowser(server, [["sessionid", key]]) };
    }
    const nameHere = async (browser: ReturnType<typeof openBrowser>) =>
      (await browser.get("/user/me")).body?.username ?? null;
    const nameThere = (key: string) => django.call("who_is", key);

    test("whoever signed in there is signed in here, and stays so there", async () => {
      const { username, key, browser } = await signInAtDjango();
      expect(await nameHere(browser)).toBe(username);
      expect(await nameThere(key)).toBe(username);
      expect(await nameHere(browser)).toBe(username);
      expect(await nameHere(openBrowser(server, [["sessionid", key]]))).toBe(username);
    });

    test("signing out here signs out there, and the same cookie signs nobody in", async () => {
      const { key, browser } = await signInAtDjango();
      await nameHere(browser);
      expect((await browser.post("/user/session_signout")).status).toBe(204);
      expect(await nameThere(key)).toBeNull();
      expect(await nameHere(openBrowser(server, [["sessionid", key]]))).toBeNull();
    });

    test("signing out everywhere, and a new password, sign out there", async () => {
      for (const [path, json] of [
        ["/user/signout_everywhere", {}],
        ["/user/password_change", { old_password: PASSWORD, new_password: "another horse" }],
      ] as const) {
        const { username, key, browser } = await signInAtDjango();
        await nameHere(browser);
        expect((await (await signInForSession(server, username)).post(path, json)).status).toBe(204);
        expect([await nameThere(key), await nameHere(browser)], path).toEqual([null, null]);
      }
    });

    test("signing out there signs out here", async () => {
      const { key, browser } = await signInAtDjango();
      await nameHere(browser);
      const copy = copyOf(server, browser);
      await django.call("request", "GET", "/logout/", { cookies: { sessionid: key } });
      expect([await nameHere(browser), await nameHere(copy)]).toEqual([null, null]);
    });

    test("a password that is set there ends what was taken over", async () => {
      const { username, key, browser } = await signInAtDjango();
      await nameHere(browser);
      await django.call("set_password", username, "another horse");
      expect([await nameHere(browser), await nameHere(openBrowser(server, [["sessionid", key]]))]).toEqual([
        null,
        null,
      ]);
    });

    test("a row that is about to expire is live until then, by whatever clock", async () => {
      const { username, key, browser } = await signInAtDjango();
      const [row] = await server.sql<{
        expire_date: unknown;
      }>`SELECT expire_date FROM django_session WHERE session_key = ${key}`;
      expect(row?.expire_date).toBeTruthy();
      server.clock.advance(14 * 86_400 - 60);
      const before = await nameHere(copyOf(server, browser));
      server.clock.advance(120);
      const after = await nameHere(browser);
      server.clock.advance(-14 * 86_400 - 60);
      expect([before, after]).toEqual([username, null]);
    });
  },
);

describe.skipIf(isMissing)("sessions in the form of Django 3.0", () => {
  test("are taken over where that is set", { timeout: 120_000 }, async () => {
    const first = await startTestServer({}, { clock: TestClock.running() });
    const { databaseUrl: url, secretKeys } = first.settings;
    const settings = { DEFAULT_HASHING_ALGORITHM: "sha1" };
    const django = startDjango({ shape: "joined", url, secretKey: secretKeys[0], settings });
    await django.call("manage", "migrate", "--fake-initial");
    const username = newName();
    await send(first, "/user/jwt_signup", { json: { username, password: PASSWORD } });
    const headers = { Cookie: `sessionid=${await django.call("log_in", username, PASSWORD)}` };
    await django.stop();
    for (const [legacy, status] of [
      ["false", 401],
      ["true", 200],
    ] as const) {
      const server = await startTestServer({ ...SETTINGS, DJANGO_SESSION_LEGACY: legacy }, { beside: first });
      expect((await send(server, "/user/me", { headers })).status).toBe(status);
      await server.close();
    }
    await first.close();
  });
});
