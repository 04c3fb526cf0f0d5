import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import type { z } from "zod";
import { EVENT_NAMES } from "@/lib/contract/event_names";
import { eventsSchema } from "@/lib/contract/responses";
import { noteRefusedSignIn, writeRefusedSignIns } from "@/lib/events/refused_sign_ins";
import { copyOf, openBrowser, signInForSession, signUpForSession } from "@/lib/testing/browser";
import { send } from "@/lib/testing/client";
import { cookieHeader } from "@/lib/testing/cookies";
import { leaks, noteLeaks, notePasswords } from "@/lib/testing/leaks";
import { signInLines } from "@/lib/testing/log_lines";
import {
  newName,
  PASSWORD,
  refreshForTokens,
  signInForTokens,
  signOut,
  signUpForTokens,
} from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { claimsOf } from "@/lib/testing/tokens";

const DAY = 86_400;
const FIREFOX = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:145.0) Gecko/20100101 Firefox/145.0";

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({
    ROTATE_REFRESH_TOKENS: "true",
    BLACKLIST_AFTER_ROTATION: "true",
    ACCESS_TOKEN_LIFETIME: "120d",
    SESSION_COOKIE_AGE: "120d",
  });
});
afterEach(() => server.close());

type Listed = z.output<typeof eventsSchema>;
type Asker = Awaited<ReturnType<typeof signUpForSession>>;

async function eventsOf(browser: Asker, query = ""): Promise<Listed> {
  return eventsSchema.parse((await browser.get(`/user/events${query}`)).body);
}

async function namesOf(browser: Asker): Promise<string[]> {
  return (await eventsOf(browser)).map(({ event }) => event);
}

describe("a person sees of their account", () => {
  test("sign-ups and sign-ins by session and by JWT, the latest first, with what they came from", async () => {
    const username = newName();
    const json = { username, password: PASSWORD };
    server.clock.setSeconds(1_800_000_000);
    const browser = openBrowser(server);
    await browser.post("/user/session_signup", json, { "User-Agent": FIREFOX });
    server.clock.advance(1);
    await send(server, "/user/jwt_signin", { json, headers: { "User-Agent": "curl/8.5.0" } });
    server.clock.advance(1);
    await send(server, "/api/token/", { json });
    server.clock.advance(1);
    await send(server, "/api/token/sliding/", { json });
    const all = await eventsOf(browser);
    const events = all.filter(({ event }) => event === "signed_in");
    // The sign-up and the sign-in that it ends with are of one request, and of one time.
    expect(all.map(({ event }) => event)).toEqual([...events.map(({ event }) => event), "signed_up"]);
    const signIn = expect.stringMatching(/^[0-9a-f]{32}$/);
    const unknown = { browser: null, system: null };
    expect(events.map(({ id: _, ...shown }) => shown)).toEqual([
      {
        event: "signed_in",
        at: "2027-01-15T08:00:03.000Z",
        address: "127.0.0.1",
        facts: { mode: "jwt", sign_in: signIn, ...unknown },
      },
      {
        event: "signed_in",
        at: "2027-01-15T08:00:02.000Z",
        address: "127.0.0.1",
        facts: { mode: "jwt", sign_in: signIn, ...unknown },
      },
      {
        ...{ event: "signed_in", at: "2027-01-15T08:00:01.000Z", address: "127.0.0.1" },
        facts: { mode: "jwt", sign_in: signIn, browser: "curl", system: null },
      },
      {
        ...{ event: "signed_in", at: "2027-01-15T08:00:00.000Z", address: "127.0.0.1" },
        facts: { mode: "session", sign_in: signIn, browser: "Firefox", system: "macOS" },
      },
    ]);
    const listed = (await browser.get("/user/sessions")).body as unknown as { id: string }[];
    expect(events.map(({ facts }) => facts.sign_in).sort()).toEqual(listed.map(({ id }) => id).sort());
  });

  test("sign-outs, and sign-ins that were ended from elsewhere, each once, however often it is asked for", async () => {
    const username = newName();
    const browser = await signUpForSession(server, username);
    const other = await signInForSession(server, username);
    const pair = await signInForTokens(server, username);
    await server.sql`DELETE FROM latchkey_event`;
    const tabs = Array.from({ length: 5 }, () => copyOf(server, other).post("/user/session_signout"));
    const outs = Array.from({ length: 5 }, () => signOut(server, pair.refresh));
    await Promise.all([...tabs, ...outs]);
    expect(await namesOf(browser)).toEqual(["signed_out", "signed_out"]);
    await server.sql`DELETE FROM latchkey_event`;
    const third = await signInForTokens(server, username);
    const id = String(claimsOf(third.access).sid);
    const end = () =>
      send(server, `/user/sessions/${id}`, { method: "DELETE", headers: cookieHeader(browser.cookies) });
    await Promise.all(Array.from({ length: 5 }, end));
    server.clock.advance(1);
    await signInForTokens(server, username);
    server.clock.advance(1);
    await browser.post("/user/signout_everywhere", { keep_current: true });
    const [everywhere, _fourth, one, signedIn] = await eventsOf(browser);
    expect([everywhere?.event, everywhere?.facts]).toEqual(["sign_in_ended", { which: "others" }]);
    expect([one, signedIn].map((event) => event?.event).sort()).toEqual(["sign_in_ended", "signed_in"]);
    const [ended] = (await eventsOf(browser)).filter(({ facts }) => facts.which === "one");
    expect(ended?.facts).toEqual({ which: "one", mode: "jwt", sign_in: id });
  });

  test("the replay of a refresh token", async () => {
    const username = newName();
    const browser = await signUpForSession(server, username);
    const first = await signInForTokens(server, username);
    await refreshForTokens(server, first.refresh);
    server.clock.advance(60);
    const replay = () => send(server, "/user/jwt_refresh", { json: { refresh: first.refresh } });
    await Promise.all([replay(), replay(), replay()]);
    const reused = (await eventsOf(browser)).filter(({ event }) => event === "refresh_token_reused");
    expect(reused.map(({ facts }) => facts)).toEqual([{ family: claimsOf(first.access).sid }]);
  });

  test("nothing of another's", async () => {
    const browser = await signUpForSession(server);
    const stranger = await signUpForSession(server);
    const [theirs] = await eventsOf(stranger);
    expect(await eventsOf(browser)).toHaveLength(2);
    expect(await eventsOf(browser, `?before=${theirs?.id}`)).toEqual([]);
    expect((await send(server, "/user/events")).status).toBe(401);
  });
});

describe("a sign-in that is refused", () => {
  test("is a row of its account, written beside the request, with how many there were", async () => {
    const username = newName();
    const browser = await signUpForSession(server, username);
    await server.sql`DELETE FROM latchkey_event`;
    signInLines.length = 0;
    const guess = (path: string) =>
      send(server, path, { json: { username, password: "wrong horse battery" } });
    for (const path of ["/user/session_signin", "/user/jwt_signin", "/api/token/"])
      expect((await guess(path)).status).toBe(401);
    await writeRefusedSignIns(server.store);
    await writeRefusedSignIns(server.store);
    const events = await eventsOf(browser);
    for (const { event, address, facts } of events)
      expect([event, address, facts.of]).toEqual(["sign_in_refused", "127.0.0.1", "sign_in"]);
    // On a slow machine, rows may have been written between them.
    expect(events.reduce((sum, { facts }) => sum + Number(facts.count), 0)).toBe(3);
    expect(signInLines.map((line) => JSON.parse(line))).toMatchObject([
      { event: "sign_in_refused", address: "127.0.0.1", user: expect.stringMatching(/^\d+$/) },
    ]);
  });

  test("is told of a password that was to confirm somebody, too", async () => {
    const browser = await signUpForSession(server);
    const headers = { "User-Agent": "curl/8.5.0" };
    await browser.post("/user/confirm", { password: "wrong horse battery" }, headers);
    await writeRefusedSignIns(server.store);
    const refused = (await eventsOf(browser)).filter(({ event }) => event === "sign_in_refused");
    expect(refused.map(({ facts }) => facts)).toEqual([
      { of: "confirmation", count: 1, browser: "curl", system: null },
    ]);
  });

  test("is a line alone where there is no such account, without what was typed", async () => {
    signInLines.length = 0;
    const json = { username: "my secret passphrase", password: "wrong horse battery" };
    expect((await send(server, "/user/session_signin", { json })).status).toBe(401);
    await writeRefusedSignIns(server.store);
    expect(await server.sql.count("latchkey_event")).toBe(0);
    expect(signInLines).toHaveLength(1);
    expect(JSON.parse(signInLines[0] ?? "")).toEqual({
      at: expect.any(String),
      event: "sign_in_refused",
      user: null,
      address: "127.0.0.1",
      of: "sign_in",
    });
  });

  test("is counted, not written, beyond a hundred accounts and addresses at once", async () => {
    const browser = await signUpForSession(server);
    const { id } = (await browser.get("/user/me")).body ?? {};
    await server.sql`DELETE FROM latchkey_event`;
    for (let network = 0; network < 150; network += 1)
      for (let time = 0; time < 3; time += 1)
        noteRefusedSignIn(
          server.store,
          { address: `192.0.2.${network}` },
          { userKey: String(id), at: new Date(), of: "sign_in" },
        );
    await writeRefusedSignIns(server.store);
    const rows = await server.sql<{ facts: string }>`SELECT facts FROM latchkey_event`;
    expect(rows.map(({ facts }) => JSON.parse(facts))).toEqual(
      Array(100).fill({ of: "sign_in", count: 3, user_agent: null }),
    );
  });
});

describe("GET /user/events", () => {
  it("shows 90 days, to the second", async () => {
    const browser = await signUpForSession(server);
    server.clock.advance(90 * DAY - 1);
    expect((await namesOf(browser)).sort()).toEqual(["signed_in", "signed_up"]);
    server.clock.advance(1);
    expect(await namesOf(browser)).toEqual([]);
  });

  it("gives two hundred, and those before one of them", async () => {
    const browser = await signUpForSession(server);
    const at = new Date(server.clock.now()).toISOString().slice(0, 19).replace("T", " ");
    await server.sql`DELETE FROM latchkey_event`;
    for (let number = 0; number < 250; number += 1)
      await server.sql`INSERT INTO latchkey_event (id, at, name, user_key, facts)
        VALUES (${`e${String(number).padStart(3, "0")}`}, ${at}, 'signed_out', '1', '{}')`;
    const first = await eventsOf(browser);
    expect([first.length, first[0]?.id, first.at(-1)?.id]).toEqual([200, "e249", "e050"]);
    const rest = await eventsOf(browser, `?before=${first.at(-1)?.id}`);
    expect([rest.length, rest[0]?.id, rest.at(-1)?.id]).toEqual([50, "e049", "e000"]);
    expect(await eventsOf(browser, "?before=e000")).toEqual([]);
  });

  it.each(["none", "", "%00", "'", "e%00", "%F0%9F%98%80", "x".repeat(3000)])(
    "finds nothing before %j",
    async (before) => {
      const browser = await signUpForSession(server);
      expect(await eventsOf(browser, `?before=${before}`)).toEqual([]);
    },
  );

  it("leaves out what a later version has written", async () => {
    const browser = await signUpForSession(server);
    await server.sql`UPDATE latchkey_event SET name = 'something_new'`;
    expect(await eventsOf(browser)).toEqual([]);
    await server.sql`UPDATE latchkey_event SET name = ${EVENT_NAMES[0]}`;
    expect(await eventsOf(browser)).toHaveLength(2);
  });
});

test("an event is written with its change or not at all", async () => {
  const username = newName();
  const browser = await signUpForSession(server, username);
  const pair = await signUpForTokens(server);
  await server.sql`DELETE FROM latchkey_event`;
  await server.sql.query("ALTER TABLE latchkey_event RENAME TO latchkey_event_gone");
  const json = { username, password: PASSWORD };
  const before = [await server.sql.count("latchkey_session"), await server.sql.count("latchkey_family")];
  for (const path of ["/user/session_signin", "/user/jwt_signin"])
    expect((await send(server, path, { json })).status).toBe(503);
  expect((await browser.post("/user/session_signout")).status).toBe(503);
  expect((await signOut(server, pair.refresh)).status).toBe(503);
  expect([await server.sql.count("latchkey_session"), await server.sql.count("latchkey_family")]).toEqual(
    before,
  );
  expect((await browser.get("/user/me")).status).toBe(200);
  await server.sql.query("ALTER TABLE latchkey_event_gone RENAME TO latchkey_event");
  expect(await server.sql.count("latchkey_event")).toBe(0);
});

test("what every test looks for in the log and the events is found", () => {
  notePasswords({ old_password: "a horse of another colour", password: "password123" });
  const planted = [
    '{"x":"Fe26.2*1*abc"}',
    "Bearer eyJhbGciOiJIUzI1NiJ9.eyJqdGkiOiIxIn0.c2ln",
    "pbkdf2_sha256$1000$salt$hash",
    "a horse of another colour",
  ];
  for (const text of planted) noteLeaks(text);
  noteLeaks('{"event":"signed_in","user":"1"}');
  expect(leaks.splice(0)).toEqual(planted);
});
