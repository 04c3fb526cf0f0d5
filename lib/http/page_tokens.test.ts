import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "@/lib/testing/browser";
import { type Answer, send } from "@/lib/testing/client";
import { parseSetCookie } from "@/lib/testing/cookies";
import { newName, PASSWORD, signUpForTokens } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";

/** What a script of one of our pages sends. */
const PAGE = { "X-Latchkey-Page": "1", "Sec-Fetch-Site": "same-origin" };
const FORM = { Accept: "text/html,*/*;q=0.8", "Content-Type": "application/x-www-form-urlencoded" };

/** Another origin that may send changing requests. */
const PARTNER = "https://partner.example.net";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    AUTH_COOKIE: "none",
    CSRF_TRUSTED_ORIGINS: PARTNER,
    ROTATE_REFRESH_TOKENS: "true",
    BLACKLIST_AFTER_ROTATION: "true",
  });
});
afterAll(() => server.close());

function cookieNames({ setCookies }: Answer): string[] {
  return setCookies.map((line) => parseSetCookie(line).name);
}

async function signUpByPage() {
  const browser = openBrowser(server);
  const username = newName();
  const answer = await browser.post("/user/jwt_signup", { username, password: PASSWORD }, PAGE);
  return { browser, username, answer };
}

describe("where AUTH_COOKIE is none", () => {
  it("a page's script gets its tokens in cookies that it cannot read, and in no body", async () => {
    const { answer } = await signUpByPage();
    expect(answer.status).toBe(201);
    expect(Object.keys(answer.body ?? {})).toEqual(["user"]);
    expect(cookieNames(answer)).toEqual(["latchkey_access", "latchkey_refresh"]);
    for (const { attributes } of answer.setCookies.map(parseSetCookie)) {
      expect(attributes.has("httponly")).toBe(true);
      expect(attributes.get("path")).toBe("/");
    }
  });

  it("a page's form gets them in cookies, too, and is redirected", async () => {
    const body = new URLSearchParams({ username: newName(), password: PASSWORD }).toString();
    const answer = await send(server, "/user/jwt_signup", { method: "POST", headers: FORM, body });
    expect([answer.status, answer.headers.location, answer.text]).toEqual([303, "/account", ""]);
    expect(cookieNames(answer)).toEqual(["latchkey_access", "latchkey_refresh"]);
  });

  it("a refresh for the sake of a page is told to that page by a cookie; no other refresh sets it", async () => {
    const { browser } = await signUpByPage();
    const told = await browser.post("/user/jwt_refresh?next=%2Freports", {}, PAGE);
    expect(cookieNames(told)).toEqual(["latchkey_access", "latchkey_refresh", "latchkey_refreshed"]);
    expect(told.setCookies[2]).toMatch(
      /^latchkey_refreshed=1; .*Max-Age=60; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect(cookieNames(await browser.post("/user/jwt_refresh", {}, PAGE))).toHaveLength(2);
    const { refresh } = await signUpForTokens(server);
    const program = await send(server, "/user/jwt_refresh?next=%2Freports", { json: { refresh } });
    expect([program.status, program.setCookies]).toEqual([200, []]);
  });

  it("a program gets them in the body and no cookie", async () => {
    const answer = await send(server, "/user/jwt_signup", {
      json: { username: newName(), password: PASSWORD },
    });
    expect(Object.keys(answer.body ?? {})).toEqual(["user", "refresh", "access"]);
    expect(answer.setCookies).toEqual([]);
  });

  it.each([
    ["the header alone", { "X-Latchkey-Page": "1" }],
    ["another site's page", { "X-Latchkey-Page": "1", "Sec-Fetch-Site": "cross-site" }],
    ["an address that was typed", { "X-Latchkey-Page": "1", "Sec-Fetch-Site": "none" }],
    ["a same-origin request without the header", { "Sec-Fetch-Site": "same-origin" }],
    ["another origin's page, as it looks over plain HTTP", { "X-Latchkey-Page": "1", Origin: PARTNER }],
  ])("%s is no page", async (_what, headers) => {
    const answer = await send(server, "/user/jwt_signup", {
      json: { username: newName(), password: PASSWORD },
      headers,
    });
    expect(answer.setCookies).toEqual([]);
  });

  it("our own page's script is known by its origin where the browser says no more, as over plain HTTP", async () => {
    const headers = { "X-Latchkey-Page": "1", Origin: server.settings.origin };
    const answer = await send(server, "/user/jwt_signup", {
      json: { username: newName(), password: PASSWORD },
      headers,
    });
    expect(cookieNames(answer)).toEqual(["latchkey_access", "latchkey_refresh"]);
  });

  it("the cookies sign in, refresh and sign out like the setting's", async () => {
    const { browser, username } = await signUpByPage();
    expect((await browser.get("/user/me")).body?.username).toBe(username);
    const before = browser.cookies.get("latchkey_refresh");
    const refreshed = await browser.post("/user/jwt_refresh", {}, PAGE);
    expect([refreshed.status, refreshed.body]).toEqual([200, {}]);
    expect(browser.cookies.get("latchkey_refresh")).not.toBe(before);
    expect((await browser.post("/user/jwt_verify", {}, PAGE)).status).toBe(200);
    expect((await browser.post("/user/jwt_signout", {}, PAGE)).status).toBe(204);
    expect([...browser.cookies.keys()]).toEqual([]);
  });

  it("no script turns the refresh cookie into tokens that it can read", async () => {
    const { browser } = await signUpByPage();
    const answer = await browser.post("/user/jwt_refresh", {}, { "Sec-Fetch-Site": "same-origin" });
    expect([answer.status, answer.body]).toEqual([200, {}]);
    expect(cookieNames(answer)).toEqual(["latchkey_access", "latchkey_refresh"]);
  });

  it("a page without the cookie is not signed in; a program without the field is told of the field", async () => {
    expect(await send(server, "/user/jwt_refresh", { json: {}, headers: PAGE })).toMatchObject({
      status: 401,
      body: { code: "not_authenticated" },
    });
    expect(await send(server, "/user/jwt_refresh", { json: {} })).toMatchObject({
      status: 400,
      body: { refresh: ["This field is required."] },
    });
  });
});

it("a refusal of a sign-out clears the cookies that came with it, for programs and forms alike", async () => {
  const cookie = "latchkey_access=x; latchkey_refresh=y";
  const program = await send(server, "/user/jwt_signout", { json: {}, headers: { Cookie: cookie } });
  expect([program.status, cookieNames(program)]).toEqual([401, ["latchkey_access", "latchkey_refresh"]]);
  const form = await send(server, "/user/jwt_signout", {
    method: "POST",
    headers: { ...FORM, Cookie: cookie },
    body: "a=b",
  });
  expect([form.status, cookieNames(form)]).toEqual([303, ["latchkey_access", "latchkey_refresh"]]);
});

it("a refresh cookie with the path that it had formerly is cleared where two of the name come", async () => {
  const headers = { ...PAGE, Cookie: "latchkey_refresh=one; latchkey_refresh=other" };
  const answer = await send(server, "/user/jwt_signup", {
    json: { username: newName(), password: PASSWORD },
    headers,
  });
  expect(answer.setCookies[0]).toMatch(/^latchkey_refresh=; .*Max-Age=0; Path=\/user;/);
  const signOut = await send(server, "/user/jwt_signout", { json: {}, headers });
  expect([signOut.status, signOut.setCookies.length]).toEqual([401, 3]);
});

it("a program that signs out a token of its own leaves a page's cookies beside it alone", async () => {
  const { refresh } = await signUpForTokens(server);
  const answer = await send(server, "/user/jwt_signout", {
    json: { refresh },
    headers: { Cookie: "latchkey_refresh=a-page-s-own" },
  });
  expect([answer.status, answer.setCookies]).toEqual([204, []]);
});
