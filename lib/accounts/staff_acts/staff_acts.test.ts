import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import type { Scope } from "@/lib/scope/scope";
import { type Browser, copyOf, openBrowser } from "@/lib/testing/browser";
import { send } from "@/lib/testing/client";
import { browserFromDjango, djangoKeys, startBesideDjango, TAKING_OVER } from "@/lib/testing/django/beside";
import {
  meStatus,
  newName,
  PASSWORD,
  refreshStatus,
  signInForTokens,
  type Tokens,
} from "@/lib/testing/requests";
import { type TestServer, withServerBeside } from "@/lib/testing/server";
import { firstUser, userRows } from "@/lib/testing/store/sql";
import { type Actor, COMMAND } from "./act";
import { endAllSignIns } from "./end_all_sign_ins";
import { makeResetLink, sendResetMail } from "./reset";
import { setAccountActive } from "./set_active";
import { setAccountStaff } from "./set_staff";

const BY_COMMAND: Actor = { by: COMMAND, address: null, language: "ko" };
const BY_STAFF: Actor = { by: "7", address: "192.0.2.7", language: "en" };
const KIM = { username: "kim", password: PASSWORD, email: "kim@example.com" };

let server: TestServer;
let logged: Record<string, unknown>[];
beforeEach(async () => {
  logged = [];
  vi.spyOn(console, "error").mockImplementation((line: string) => void logged.push(JSON.parse(line)));
  server = await startBesideDjango();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await server.close();
});

const scopeOf = ({ store, settings, clock }: TestServer = server): Scope => ({
  store,
  settings,
  now: new Date(clock.now()),
});

interface SignedIn {
  readonly browser: Browser;
  readonly tokens: Tokens;
}

async function signKimUp(): Promise<SignedIn> {
  const browser = openBrowser(server);
  await browser.post("/user/session_signup", KIM);
  return { browser, tokens: await signInForTokens(server, KIM.username) };
}

/** How a browser, an access and a refresh token are answered. */
const statusesOf = async ({ browser, tokens }: SignedIn) => [
  (await copyOf(server, browser).get("/user/me")).status,
  await meStatus(server, tokens.access),
  await refreshStatus(server, tokens.refresh),
];
const DEAD = [401, 401, 401];

const eventsOf = async (name: string) => {
  const rows = await server.sql<{ address: string | null; facts: string }>`
    SELECT address, facts FROM latchkey_event WHERE name = ${name} AND facts LIKE '%"by"%'`;
  return rows.map(({ address, facts }) => [address, JSON.parse(facts)]);
};
const mails = async () => {
  const rows = await server.sql<{ kind: string; facts: string }>`
    SELECT kind, facts FROM latchkey_outbox ORDER BY created_at`;
  return rows.map(({ kind, facts }) => [kind, JSON.parse(facts).address, JSON.parse(facts).language]);
};
const signInStatus = async () => (await send(server, "/user/jwt_signin", { json: KIM })).status;

describe("deactivating an account", () => {
  it("ends all its sign-ins and is told; activated again, it is signed in to anew", async () => {
    const kim = await signKimUp();
    expect(await setAccountActive(scopeOf(), BY_STAFF, "1", false)).toBe("done");
    expect(await setAccountActive(scopeOf(), BY_STAFF, "1", false)).toBe("unchanged");
    expect([await statusesOf(kim), await signInStatus()]).toEqual([DEAD, 401]);
    // Where the staff sits is the operator's to know.
    expect(await eventsOf("account_deactivated")).toEqual([[null, { by: "7" }]]);
    expect(logged.filter(({ event }) => event === "account_deactivated")).toMatchObject([
      { user: "1", by: "7", address: "192.0.2.7" },
    ]);

    server.clock.advance(1);
    expect(await setAccountActive(scopeOf(), BY_COMMAND, "1", true)).toBe("done");
    expect(await setAccountActive(scopeOf(), BY_COMMAND, "1", true)).toBe("unchanged");
    expect([await statusesOf(kim), await signInStatus()]).toEqual([DEAD, 200]);
    expect(await eventsOf("account_activated")).toEqual([[null, { by: "command" }]]);
    expect(await mails()).toEqual([
      ["deactivated_by_staff", KIM.email, "en"],
      ["account_activated", KIM.email, "ko"],
    ]);
  });

  it("ends Django's session that was taken over, too", () =>
    withServerBeside(server, TAKING_OVER, async (beside) => {
      const { browser, key, user } = await browserFromDjango(server);
      const here = copyOf(beside, browser);
      expect((await here.get("/user/me")).status).toBe(200);
      expect(await djangoKeys(server)).toEqual([key]);
      expect(await setAccountActive(scopeOf(beside), BY_COMMAND, user.id, false)).toBe("done");
      expect([await djangoKeys(server), (await here.get("/user/me")).status]).toEqual([[], 401]);
    }));

  it("leaves nobody signed in who signs in at that moment", async () => {
    await signKimUp();
    for (let round = 0; round < 5; round++) {
      const signIns = Array.from({ length: 6 }, async (_, index): Promise<SignedIn> => {
        const browser = openBrowser(server);
        const [, answer] = await Promise.all([
          browser.post("/user/session_signin", KIM),
          send(server, "/user/jwt_signin", { json: KIM }),
          ...(index === 3 ? [setAccountActive(scopeOf(), BY_COMMAND, "1", false)] : []),
        ]);
        return { browser, tokens: { access: "", refresh: "", ...answer.body } };
      });
      const all = await Promise.all(signIns);
      expect(await server.sql.count("latchkey_session")).toBe(0);
      expect(await server.sql`SELECT id FROM latchkey_family WHERE ended_at IS NULL`).toEqual([]);
      await server.sql`UPDATE auth_user SET is_active = true`;
      for (const one of all) expect((await statusesOf(one)).filter((status) => status === 200)).toEqual([]);
    }
  });
});

test("activating an account that Django's admin has deactivated ends what was signed in before", async () => {
  const kim = await signKimUp();
  await server.sql`UPDATE auth_user SET is_active = false`;
  expect(await setAccountActive(scopeOf(), BY_COMMAND, "1", true)).toBe("done");
  expect(await statusesOf(kim)).toEqual(DEAD);
});

test("staff status is given and taken away, once each", async () => {
  await signKimUp();
  const set = (isStaff: boolean) => setAccountStaff(scopeOf(), BY_STAFF, "1", isStaff);
  expect([await set(true), await set(true), (await firstUser(server.sql)).isStaff]).toEqual([
    "done",
    "unchanged",
    true,
  ]);
  expect([await set(false), await set(false), (await firstUser(server.sql)).isStaff]).toEqual([
    "done",
    "unchanged",
    false,
  ]);
  expect(await eventsOf("staff_added")).toEqual(await eventsOf("staff_removed"));
});

test("what the user table has no column for is refused", async () => {
  await signKimUp();
  const { schema } = server.store;
  const columns = { ...schema.userTable.columns, isActive: null, isStaff: null };
  const store = { ...server.store, schema: { ...schema, userTable: { ...schema.userTable, columns } } };
  const scope = { ...scopeOf(), store };
  for (const value of [true, false]) {
    expect(await setAccountActive(scope, BY_COMMAND, "1", value)).toBe("no_column");
    expect(await setAccountStaff(scope, BY_COMMAND, "1", value)).toBe("no_column");
  }
  expect(await userRows(server.sql)).toMatchObject([{ isActive: true, isStaff: false }]);
});

test("ending all sign-ins ends them, and nobody else's; the owner sees who did it", async () => {
  const kim = await signKimUp();
  const other = openBrowser(server);
  await other.post("/user/session_signup", { ...KIM, username: "lee", email: "lee@example.com" });
  expect(await endAllSignIns(scopeOf(), BY_STAFF, "1")).toBe("done");
  expect([await statusesOf(kim), (await other.get("/user/me")).status]).toEqual([DEAD, 200]);
  await kim.browser.post("/user/session_signin", KIM);
  const { body } = await kim.browser.get("/user/events");
  expect(Object.values(body ?? {})).toContainEqual({
    ...{ id: expect.any(String), at: expect.any(String), event: "sign_in_ended", address: null },
    facts: { which: "all", by: "7" },
  });
});

test("an account that is gone gets no event and no mail", async () => {
  expect(await setAccountActive(scopeOf(), BY_COMMAND, "9", false)).toBe("gone");
  expect(await setAccountStaff(scopeOf(), BY_COMMAND, "9", true)).toBe("gone");
  expect(await endAllSignIns(scopeOf(), BY_COMMAND, "9")).toBe("gone");
  expect(await sendResetMail(scopeOf(), BY_COMMAND, "9")).toBe("gone");
  expect(await makeResetLink(scopeOf(), BY_COMMAND, "9")).toBe("gone");
  expect([await server.sql.count("latchkey_event"), await mails()]).toEqual([0, []]);
});

describe("a link to set a new password", () => {
  it("is mailed, and the event says who had it sent", async () => {
    await signKimUp();
    expect(await sendResetMail(scopeOf(), BY_STAFF, "1")).toBe("done");
    expect(await mails()).toEqual([["password_reset", KIM.email, "en"]]);
    expect(await eventsOf("password_reset_asked")).toEqual([[null, { by: "7" }]]);
  });

  it("works once where it is printed", async () => {
    await signKimUp();
    const made = await makeResetLink(scopeOf(), BY_COMMAND, "1");
    if (typeof made === "string") throw new Error(made);
    const [, uid, token] = /\/reset\/(.+)\/(.+)\/$/.exec(made.url) ?? [];
    const set = (new_password: string) =>
      send(server, "/user/password_reset_confirm", { json: { uid, token, new_password } });
    expect([(await set("a new password")).status, (await set("another one")).status]).toEqual([204, 400]);
    const json = { username: KIM.username, password: "a new password" };
    expect((await send(server, "/user/jwt_signin", { json })).status).toBe(200);
    expect(await eventsOf("password_reset_asked")).toEqual([[null, { by: "command" }]]);
  });

  it("is refused where it would not work", async () => {
    await signKimUp();
    await send(server, "/user/jwt_signup", { json: { username: newName(), password: PASSWORD } });
    expect(await sendResetMail(scopeOf(), BY_STAFF, "2")).toBe("no_address");
    const { settings, ...scope } = scopeOf();
    const off = { ...scope, settings: { ...settings, mail: { ...settings.mail, delivery: "off" as const } } };
    expect(await sendResetMail(off, BY_STAFF, "1")).toBe("mail_off");
    await server.sql`UPDATE auth_user SET password = '!'`;
    expect(await sendResetMail(scopeOf(), BY_STAFF, "1")).toBe("no_password");
    await server.sql`UPDATE auth_user SET is_active = false`;
    expect(await makeResetLink(scopeOf(), BY_STAFF, "1")).toBe("inactive");
    expect(await mails()).toEqual([]);
  });
});
