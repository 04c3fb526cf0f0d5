import { expect, test } from "vitest";
import { unsealSessionKey } from "@/lib/credentials/seal";
import { send } from "@/lib/testing/client";
import { TestClock } from "@/lib/testing/clock";
import { cookieHeader, parseSetCookie } from "@/lib/testing/cookies";
import {
  browserFromDjango,
  DJANGO_COOKIE,
  djangoKeys,
  newUser,
  signInAtDjango,
  startBesideDjango,
  TAKING_OVER,
} from "@/lib/testing/django/beside";
import { openProcesses } from "@/lib/testing/processes";
import { PASSWORD } from "@/lib/testing/requests";
import { withServerBeside } from "@/lib/testing/server";
import { TEST_SETTINGS } from "@/lib/testing/settings";

const TABS = 20;

/** The key in the session cookie of an answer. */
async function keyOf({ setCookies }: { setCookies: readonly string[] }, secrets: readonly string[]) {
  const seal = setCookies.map(parseSetCookie).find(({ name }) => name === "sessionid")?.value ?? "";
  return unsealSessionKey(seal, secrets, 15 * 86_400);
}

test("tabs that come at once, to two server processes, share one session", async () => {
  const clock = TestClock.running();
  const server = await startBesideDjango();
  server.clock.set(clock.now());
  const processes = await openProcesses({ clock });
  try {
    const environment = { ...TEST_SETTINGS, ...TAKING_OVER, DATABASE_URL: server.settings.databaseUrl };
    const urls = [(await processes.start(environment)).url, (await processes.start(environment)).url];
    const user = await newUser(server);
    const headers = cookieHeader([[DJANGO_COOKIE, await signInAtDjango(server, user)]]);
    const tabs = Array.from({ length: TABS }, (_, tab) => send(urls[tab % 2] ?? "", "/user/me", { headers }));
    const answers = await Promise.all(tabs);
    expect(answers.map(({ status, body }) => [status, body?.username])).toEqual(
      Array(TABS).fill([200, user.username]),
    );
    const keys = await Promise.all(answers.map((answer) => keyOf(answer, server.settings.secretKeys)));
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).not.toBeNull();
    expect(await server.sql.count("latchkey_session")).toBe(1);
    expect(await server.sql`SELECT id FROM latchkey_event WHERE name = 'session_taken_over'`).toHaveLength(1);
  } finally {
    await processes.close();
    await server.close();
  }
});

test("a sign-out among tabs that come at once is final", async () => {
  const server = await startBesideDjango();
  try {
    await withServerBeside(server, TAKING_OVER, async (beside) => {
      for (let round = 0; round < 5; round++) {
        const { browser, key } = await browserFromDjango(server);
        const headers = cookieHeader([[DJANGO_COOKIE, key]]);
        const tab = (target: typeof server) => send(target, "/user/me", { headers });
        const all = [
          tab(server),
          tab(beside),
          browser.post("/user/session_signout"),
          tab(server),
          tab(beside),
        ];
        const answers = await Promise.all(all);
        expect(answers[2]?.status).toBe(204);
        expect([200, 401]).toEqual(
          expect.arrayContaining([...new Set(answers.filter((_, i) => i !== 2).map(({ status }) => status))]),
        );
        expect((await tab(server)).status).toBe(401);
        for (const { setCookies } of answers) {
          const back = cookieHeader([
            ...setCookies.map(parseSetCookie).map(({ name, value }) => [name, value] as const),
          ]);
          expect((await send(beside, "/user/me", { headers: back })).status).toBe(401);
        }
        expect(await djangoKeys(server)).toEqual([]);
      }
    });
  } finally {
    await server.close();
  }
});

test("sessions of Django's that are taken over at once count as sign-ins of their user", async () => {
  const server = await startBesideDjango({ SESSIONS_PER_USER: "3" });
  try {
    const user = await newUser(server);
    await send(server, "/user/signout_everywhere", {
      json: {},
      bearer: String(
        (await send(server, "/user/jwt_signin", { json: { username: user.username, password: PASSWORD } }))
          .body?.access,
      ),
    });
    const keys: string[] = [];
    for (let count = 0; count < 8; count++) keys.push(await signInAtDjango(server, user));
    await Promise.all(
      keys.map((key) => send(server, "/user/me", { headers: cookieHeader([[DJANGO_COOKIE, key]]) })),
    );
    expect([await server.sql.count("latchkey_session"), (await djangoKeys(server)).length]).toEqual([3, 3]);
  } finally {
    await server.close();
  }
});
