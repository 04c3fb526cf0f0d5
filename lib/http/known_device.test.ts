import { afterAll, beforeAll, beforeEach, describe, expect, it, test, vi } from "vitest";
import { mark, writeDevice } from "@/lib/credentials/device_marks";
import { randomId } from "@/lib/credentials/digest";
import { findUserByUsername } from "@/lib/store/users";
import { type Answer, send } from "@/lib/testing/client";
import { cookieHeader, cookiesBack, parseSetCookie } from "@/lib/testing/cookies";
import { enter, guess, SIGN_IN_PATHS, statusesOf } from "@/lib/testing/guesses";
import { newName, PASSWORD, signUp } from "@/lib/testing/requests";
import { startTestServer, type TestServer, withServer, withServerBeside } from "@/lib/testing/server";
import { SECRET } from "@/lib/testing/settings";

const SETTINGS = { THROTTLE_ACCOUNT: "10/15m", THROTTLE_ADDRESS: "none", TRUSTED_PROXIES: "127.0.0.1" };
const DAY = 86_400;
const TEN = Array<number>(10).fill(401);
const CLOSED = [...TEN, 429];

let server: TestServer;
let username: string;
beforeAll(async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  server = await startTestServer(SETTINGS);
});
afterAll(async () => {
  await server.close();
  vi.restoreAllMocks();
});
beforeEach(async () => {
  username = newName();
  await signUp(server, username);
});

const PATH = "/user/session_signin";

/** The Cookie header with the cookie by which a browser is known. */
function deviceFrom(answer: Answer): Record<string, string> {
  const set = answer.setCookies.map(parseSetCookie).find(({ name }) => name === "latchkey_device");
  if (set === undefined) throw new Error(`no device cookie in ${answer.status} ${answer.text}`);
  return { Cookie: `latchkey_device=${set.value}` };
}

/** A browser in which somebody has signed in. */
async function knownTo(name: string, headers: Record<string, string> = {}): Promise<Record<string, string>> {
  return deviceFrom(await enter(server, { username: name, path: PATH, headers }));
}

async function userKeyOf(name: string): Promise<string> {
  return (await findUserByUsername(server.store, name))?.key ?? "";
}

test("strangers who have tried a hundred passwords, one after the other or at once, lock out strangers, not the owner", async () => {
  const headers = await knownTo(username);
  const serial = await statusesOf(server, 100, { username });
  expect(serial).toEqual([...TEN, ...Array(90).fill(429)]);
  expect((await enter(server, { username })).status).toBe(429);
  for (const path of SIGN_IN_PATHS)
    expect((await enter(server, { username, path, headers })).status).toBe(200);
  server.clock.advance(900);
  const parallel = await Promise.all(Array.from({ length: 100 }, () => guess(server, { username })));
  expect(parallel.map(({ status }) => status).sort()).toEqual(serial);
  expect((await enter(server, { username })).status).toBe(429);
  expect((await enter(server, { username, headers })).status).toBe(200);
  // The owner's coming opens nothing to strangers.
  expect((await guess(server, { username })).status).toBe(429);
});

test("whoever has a copy of the cookie has a limit, too, which the owner elsewhere does not feel", async () => {
  const headers = await knownTo(username);
  const other = await knownTo(username);
  expect(await statusesOf(server, 11, { username, headers })).toEqual(CLOSED);
  expect((await enter(server, { username, headers })).status).toBe(429);
  for (const open of [{}, other]) expect((await enter(server, { username, headers: open })).status).toBe(200);
  server.clock.advance(900);
  expect(await statusesOf(server, 9, { username, headers })).toEqual(TEN.slice(1));
  expect((await enter(server, { username, headers })).status).toBe(200);
  expect(await statusesOf(server, 11, { username, headers })).toEqual(CLOSED);
});

test("several people share a browser, the last five of them are known, and none by another's sign-in", async () => {
  const people = [username, newName(), newName(), newName(), newName(), newName()];
  let headers: Record<string, string> = {};
  for (const name of people) {
    await signUp(server, name);
    headers = await knownTo(name, headers);
  }
  const { value = "" } = /=(?<value>.*)/.exec(headers.Cookie ?? "")?.groups ?? {};
  expect(value.length).toBeLessThan(1000);
  for (const name of people) expect(await statusesOf(server, 11, { username: name })).toEqual(CLOSED);
  const statuses = [];
  for (const name of people) statuses.push((await enter(server, { username: name, headers })).status);
  expect(statuses).toEqual([429, 200, 200, 200, 200, 200]);
  const stranger = newName();
  expect(await statusesOf(server, 11, { username: stranger, headers })).toEqual(CLOSED);
});

describe("the cookie", () => {
  it("is set by every sign-in and sign-up that sets cookies, and by none of programs", async () => {
    const pages = { "X-Latchkey-Page": "1", "Sec-Fetch-Site": "same-origin" };
    for (const [path, headers] of [
      ["/user/session_signin", {}],
      ["/user/jwt_signin", pages],
    ] as const)
      deviceFrom(await enter(server, { username, path, headers }));
    for (const path of ["/user/session_signup", "/user/jwt_signup"])
      deviceFrom(await enter(server, { username: newName(), path, headers: pages }));
    for (const path of ["/user/jwt_signin", "/api/token", "/api/token/sliding"])
      expect((await enter(server, { username, path })).setCookies).toEqual([]);
    for (const path of SIGN_IN_PATHS)
      expect((await guess(server, { username, path, headers: pages })).setCookies).toEqual([]);
  });

  it("is for the server alone, lasts a year, and is __Host- in production", async () => {
    const attributes = async (at: TestServer) => {
      const { setCookies } = await enter(at, { username: newName(), path: "/user/session_signup" });
      const device = setCookies.map(parseSetCookie).find(({ name }) => name.endsWith("latchkey_device"));
      return { name: device?.name, ...Object.fromEntries(device?.attributes ?? []), expires: undefined };
    };
    const expected = { path: "/", httponly: "", samesite: "Lax", "max-age": `${365 * DAY}` };
    expect(await attributes(server)).toEqual({ name: "latchkey_device", ...expected });
    await withServerBeside(server, { ...SETTINGS, DEBUG: "false" }, async (production) => {
      expect(await attributes(production)).toEqual({
        name: "__Host-latchkey_device",
        ...expected,
        secure: "",
      });
    });
  });

  it("is no sign-in, nor is a session's cookie one of it, and says nothing of who it is", async () => {
    const { Cookie: pair = "" } = await knownTo(username);
    const value = pair.slice("latchkey_device=".length);
    const names = ["sessionid", "latchkey_access", "latchkey_refresh", "latchkey_form"];
    const headers = cookieHeader(names.map((name) => [name, value]));
    expect((await send(server, "/user/me", { headers })).status).toBe(401);
    expect((await send(server, "/user/me", { bearer: value })).status).toBe(401);
    const texts = [
      value,
      ...value.split(/[.-]/).map((part) => Buffer.from(part, "base64url").toString("latin1")),
    ];
    for (const text of texts) expect(text).not.toContain(username);
    const session = (await enter(server, { username, path: PATH })).setCookies
      .map(parseSetCookie)
      .find(({ name }) => name === "sessionid");
    await statusesOf(server, 10, { username });
    const planted = { Cookie: `latchkey_device=${session?.value}` };
    expect((await enter(server, { username, headers: planted })).status).toBe(429);
  });

  it.each([
    ["changed in one place", (value: string) => value.replace(/.(?=.$)/, (one) => (one === "A" ? "B" : "A"))],
    ["cut short", (value: string) => value.slice(0, -5)],
    ["beside another of the name", (value: string) => `${value}; latchkey_device=another`],
    [
      "with a later end",
      (value: string) => value.replace(/\.(\d+)-/, (_, until) => `.${Number(until) + 1}-`),
    ],
    ["of another browser", (value: string) => value.replace(/^[0-9a-f]+/, randomId)],
    ["without a mark", (value: string) => value.slice(0, 32)],
    ["of six marks", (value: string) => value + value.slice(32).repeat(5)],
    ["empty", () => ""],
    ["a seal of iron-session's", () => "Fe26.2*__proto__*a*b*c**e*f~2"],
  ])("%s is no cookie of ours", async (_, change) => {
    const { Cookie: pair = "" } = await knownTo(username);
    const headers = { Cookie: `latchkey_device=${change(pair.slice("latchkey_device=".length))}` };
    expect(await statusesOf(server, 11, { username, headers })).toEqual(CLOSED);
    expect((await enter(server, { username })).status).toBe(429);
  });

  it("made with another key is no cookie of ours; with a former one it is", async () => {
    const userKey = await userKeyOf(username);
    const until = Math.floor(server.clock.now() / 1000) + DAY;
    const cookieOf = (secret: string) => {
      const device = mark({ id: randomId(), marks: [] }, { userKey, until }, [secret]);
      return { Cookie: `latchkey_device=${writeDevice(device)}` };
    };
    const [former, unknown] = [`${SECRET}-once`, `${SECRET}-never`];
    await withServerBeside(server, { ...SETTINGS, SECRET_KEY_FALLBACKS: former }, async (rotated) => {
      await statusesOf(rotated, 10, { username });
      expect((await enter(rotated, { username, headers: cookieOf(former) })).status).toBe(200);
      expect((await enter(rotated, { username, headers: cookieOf(unknown) })).status).toBe(429);
    });
  });

  it("outlives a change of the password, and not its year", async () => {
    const headers = await knownTo(username);
    const other = newName();
    await signUp(server, other);
    await server.sql`UPDATE auth_user SET password = (SELECT password FROM auth_user WHERE username = ${other})
      WHERE username = ${username}`;
    await statusesOf(server, 10, { username });
    expect((await guess(server, { username, headers })).status).toBe(401);
    server.clock.advance(365 * DAY - 1);
    await statusesOf(server, 10, { username });
    expect((await guess(server, { username, headers })).status).toBe(401);
    server.clock.advance(1);
    await statusesOf(server, 10, { username });
    expect((await guess(server, { username, headers })).status).toBe(429);
  });

  it("is revoked by signing out everywhere: all browsers are strangers then, but the one that stays, and those of others", async () => {
    const other = newName();
    await signUp(server, other);
    const headers = await knownTo(other, await knownTo(username));
    const mine = await enter(server, { username, path: PATH });
    server.clock.advance(1);
    const { status, setCookies } = await send(server, "/user/signout_everywhere", {
      json: { keep_current: true },
      headers: cookiesBack(mine),
    });
    expect(status).toBe(204);
    expect(setCookies.map((line) => parseSetCookie(line).name)).toEqual(["sessionid", "latchkey_device"]);
    for (const name of [username, other]) await statusesOf(server, 10, { username: name });
    for (const revoked of [headers, deviceFrom(mine)])
      expect((await enter(server, { username, headers: revoked })).status).toBe(429);
    expect((await enter(server, { username: other, headers })).status).toBe(200);
    const kept = cookieHeader(setCookies.map(parseSetCookie).map(({ name, value }) => [name, value]));
    expect((await enter(server, { username, headers: kept as Record<string, string> })).status).toBe(200);
  });
});

test.each([{ THROTTLE: "false" }, { THROTTLE_ACCOUNT: "none" }])(
  "with %j nobody needs to be known",
  async (settings) => {
    await withServer({ ...SETTINGS, ...settings }, async (open) => {
      const answer = await enter(open, { username: newName(), path: "/user/session_signup" });
      expect(answer.setCookies.map((line) => parseSetCookie(line).name)).toEqual(["sessionid"]);
    });
  },
);

test("a browser of one user is a stranger to all others, and of the same name as before to nobody", async () => {
  const headers = await knownTo(username);
  const renamed = newName();
  await server.sql`UPDATE auth_user SET username = ${renamed} WHERE username = ${username}`;
  await signUp(server, username);
  for (const name of [username, renamed]) await statusesOf(server, 10, { username: name });
  expect((await enter(server, { username, headers })).status).toBe(429);
  expect((await enter(server, { username: renamed, headers, password: PASSWORD })).status).toBe(200);
});
