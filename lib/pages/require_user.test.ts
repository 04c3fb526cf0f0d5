import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { REFRESHED_COOKIE } from "@/lib/contract/refreshed_cookie";
import { PAGE_PATH } from "@/lib/http/page_headers";
import { signUpForSession } from "@/lib/testing/browser";
import { newName, refreshForTokens, signOut, signUp, tokensOf } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { ROTATING } from "@/lib/testing/settings";
import { findUser } from "./require_user";

const LIFETIME = 180;
const GRACE = 10;

let server: TestServer;
let username: string;
/** The cookies that came with the request for a page. */
let cookies: Record<string, string>;

beforeEach(async () => {
  server = await startTestServer({
    ...ROTATING,
    ACCESS_TOKEN_LIFETIME: `${LIFETIME}s`,
    REFRESH_GRACE_PERIOD: `${GRACE}s`,
  });
  username = newName();
  const { access, refresh } = tokensOf(await signUp(server, username));
  cookies = { latchkey_access: access, latchkey_refresh: refresh };
});
afterEach(() => server.close());

function found(path: string | null = "/reports?from=2026&to=x") {
  const { settings, store, clock } = server;
  return findUser(
    { settings, store, now: new Date(clock.now()) },
    {
      address: null,
      userAgent: null,
      isPage: true,
      header: (name) => (name === PAGE_PATH ? path : null),
      hasCookie: (name) => name in cookies,
      cookies: () => [],
      cookie: (name) => cookies[name] ?? null,
    },
  );
}

const NEXT = "?next=%2Freports%3Ffrom%3D2026%26to%3Dx";
const REFRESH = `/jwt/refresh${NEXT}`;
const byToken = () => ({ user: { username }, by: "token" });

describe("a page that needs a user gets", () => {
  test("whoever the access token names, and all that /user/me tells of them", async () => {
    expect(await found()).toEqual({ user: { id: 1, username, email: "", age: null }, by: "token" });
  });

  test("whoever the session names, also where the access token has run out", async () => {
    const other = await signUpForSession(server);
    cookies.sessionid = String(other.cookies.get("sessionid"));
    expect(await found()).toMatchObject(byToken());
    server.clock.advance(LIFETIME);
    expect(await found()).toMatchObject({ user: { id: 2 }, by: "session" });
  });
});

describe("without a user it leads", () => {
  test("to the page that refreshes, with its own path and query, once the access token has run out", async () => {
    server.clock.advance(LIFETIME - 1);
    expect(await found()).toMatchObject(byToken());
    server.clock.advance(1);
    expect(await found()).toBe(REFRESH);
  });

  test("to that page with a rotated refresh token, too, within the grace period only", async () => {
    delete cookies.latchkey_access;
    await refreshForTokens(server, cookies.latchkey_refresh ?? "");
    server.clock.advance(GRACE - 0.001);
    expect(await found()).toBe(REFRESH);
    server.clock.advance(0.001);
    expect(await found()).toBe(`/jwt/signin${NEXT}`);
  });

  test("to the sign-in page where tokens have just been refreshed for it, and no access token came", async () => {
    delete cookies.latchkey_access;
    cookies[REFRESHED_COOKIE] = "1";
    expect(await found()).toBe(`/jwt/signin${NEXT}`);
  });

  test("to the sign-in page where the sign-in has ended, and by session where there was none", async () => {
    expect((await signOut(server, cookies.latchkey_refresh ?? "")).status).toBe(204);
    expect(await found()).toBe(`/jwt/signin${NEXT}`);
    cookies = {};
    expect(await found()).toBe(`/session/signin${NEXT}`);
    cookies = { sessionid: "Fe26.2*1*a*b*c*d*e*f" };
    expect(await found()).toBe(`/session/signin${NEXT}`);
  });

  test.each(["//evil.example/", "/\\evil.example", "https://evil.example/", null])(
    "to no other site where its path is %j",
    async (path) => {
      cookies = {};
      expect(await found(path)).toBe("/session/signin");
    },
  );
});
