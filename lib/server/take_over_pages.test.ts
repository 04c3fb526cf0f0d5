import type { IncomingMessage, ServerResponse } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { signInForSession } from "@/lib/testing/browser";
import { send } from "@/lib/testing/client";
import { cookieHeader, parseSetCookie } from "@/lib/testing/cookies";
import {
  DJANGO_COOKIE,
  newUser,
  signInAtDjango,
  startBesideDjango,
  TAKING_OVER,
} from "@/lib/testing/django/beside";
import { signInForTokens } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import type { Pages } from "./page_requests";
import { takeOverPages } from "./take_over_pages";

let database: TestServer;
let server: TestServer;

/** Pages that show the Cookie header with which they are rendered, and set a cookie of their own, as Next.js does. */
const PAGES: Pages = {
  has: (path) => path === "/page",
  listener(incoming: IncomingMessage, outgoing: ServerResponse) {
    outgoing.setHeader("Set-Cookie", ["other=1"]);
    outgoing.setHeader("Content-Type", "text/html");
    outgoing.end(String(incoming.headers.cookie ?? ""));
  },
};

beforeEach(async () => {
  database = await startBesideDjango();
  const { settings, store, clock } = database;
  const pages = takeOverPages(PAGES, { settings, store, now: clock.now });
  server = await startTestServer(TAKING_OVER, { beside: database, pages });
});
afterEach(async () => {
  await server.close();
  await database.close();
});

function open(cookies: Iterable<readonly [string, string]>, accept = "text/html,*/*;q=0.8") {
  return send(server, "/page", { headers: { ...cookieHeader(cookies), Accept: accept } });
}

const namesOf = ({ setCookies }: { setCookies: readonly string[] }) =>
  setCookies.map((line) => parseSetCookie(line).name);

test("a page is rendered with the session that takes over Django's, and its answer sets the cookie", async () => {
  const user = await newUser(server);
  const key = await signInAtDjango(server, user);
  const answer = await open([
    ["a", "1"],
    [DJANGO_COOKIE, key],
    ["b", "2"],
  ]);
  expect(namesOf(answer)).toEqual(["other", "sessionid"]);
  const { value } = parseSetCookie(answer.setCookies[1] ?? "");
  expect(answer.text).toBe(`a=1; ${DJANGO_COOKIE}=${key}; b=2; sessionid=${value}`);
  const me = await send(server, "/user/me", { headers: cookieHeader([["sessionid", value]]) });
  expect(me.body?.username).toBe(user.username);
  const [session] = await server.sql`SELECT address, user_agent FROM latchkey_session`;
  expect(session).toEqual({ address: "127.0.0.1", user_agent: null });
  // Its second page comes with both.
  const both = [
    [DJANGO_COOKIE, key],
    ["sessionid", value],
  ] as const;
  expect(namesOf(await open(both))).toEqual(["other"]);
});

test("a dead cookie of ours is replaced, in the page's request, too", async () => {
  const user = await newUser(server);
  const key = await signInAtDjango(server, user);
  const dead = await signInForSession(server, user.username);
  const cookie = dead.cookies.get("sessionid") ?? "";
  await dead.post("/user/session_signout");
  const answer = await open([
    ["sessionid", cookie],
    [DJANGO_COOKIE, key],
  ]);
  const { value } = parseSetCookie(answer.setCookies[1] ?? "");
  expect(answer.text).toBe(`${DJANGO_COOKIE}=${key}; sessionid=${value}`);
});

test("nothing is taken over beside a sign-in of ours, for nobody, or for what is no page", async () => {
  const user = await newUser(server);
  const key = await signInAtDjango(server, user);
  const django = [DJANGO_COOKIE, key] as const;
  const session = await signInForSession(server, user.username);
  const { access, refresh } = await signInForTokens(server, user.username);
  expect(namesOf(await open([...session.cookies, django]))).toEqual(["other"]);
  expect(namesOf(await open([["latchkey_access", access], ["latchkey_refresh", refresh], django]))).toEqual([
    "other",
  ]);
  expect(namesOf(await open([django], "*/*"))).toEqual(["other"]);
  expect(namesOf(await open([[DJANGO_COOKIE, "x".repeat(32)]]))).toEqual(["other"]);
  expect(namesOf(await open([]))).toEqual(["other"]);
  expect(await server.sql.count("latchkey_django_session")).toBe(0);
});
