import type { OutgoingHttpHeaders } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Store } from "@/lib/store/open";
import type { Statements } from "@/lib/store/statements";
import { openBrowser, signInForSession, signUpForSession } from "@/lib/testing/browser";
import { type Answer, type Sent, send, type Target } from "@/lib/testing/client";
import { newName, PASSWORD, signUpForTokens } from "@/lib/testing/requests";
import { startTestServer, type TestServer, withServer, withServerBeside } from "@/lib/testing/server";
import { addToGroups, createGroupTables } from "@/lib/testing/store/group_tables";
import { setUpSecondFactor } from "@/lib/testing/totp";

const PATH = "/user/forward_auth";
const APP = "https://app.example.net";
/** What a proxy tells of a request to that app. */
const forwarded = (method: string, headers: OutgoingHttpHeaders = {}, uri = "/reports?a=1&b=%0A") => ({
  "X-Forwarded-Method": method,
  "X-Forwarded-Proto": "https",
  "X-Forwarded-Host": "app.example.net",
  "X-Forwarded-Uri": uri,
  ...headers,
});

let server: TestServer;
let cookie: string;
beforeAll(async () => {
  server = await startTestServer({ TRUSTED_PROXIES: "127.0.0.1" }, { prepare: createGroupTables });
  cookie = await sessionOf(server);
});
afterAll(() => server.close());

async function sessionOf(target: Target, username?: string): Promise<string> {
  const { cookies } = await signUpForSession(target, username);
  return [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
}

const ask = (headers: OutgoingHttpHeaders, query = "", sent: Sent = {}) =>
  send(server, PATH + query, { ...sent, headers });
const statusOf = async (headers: OutgoingHttpHeaders, query = "") => (await ask(headers, query)).status;
const leadsTo = ({ status, headers }: Answer) => [status, headers.location];

function identityIn({ headers }: Answer): Record<string, unknown> {
  return Object.fromEntries(
    ["user", "id", "email", "groups"].map((name) => [name, headers[`remote-${name}`]]),
  );
}

describe("a signed-in user is told", () => {
  test("by session, token cookie and Authorization header, with an empty body", async () => {
    const username = newName();
    const { access } = await signUpForTokens(server, username);
    const { cookies } = await signInForSession(server, username);
    const by = [
      { Authorization: `Bearer ${access}` },
      { Cookie: `${server.settings.jwt.cookies.access.name}=${access}` },
      { Cookie: `sessionid=${cookies.get("sessionid")}` },
    ];
    for (const headers of by) {
      const answer = await ask(headers);
      expect(answer).toMatchObject({ status: 200, text: "" });
      expect(answer.headers).toMatchObject({ "cache-control": "no-store" });
      expect(identityIn(answer)).toEqual({ user: username, id: expect.any(String), email: "", groups: "" });
    }
  });

  test("percent-encoded where text is not safe in a header, with groups in their order", async () => {
    const username = "Kim.김+1@x-y_z";
    const mine = await sessionOf(server, username);
    const id = (await send(server, "/user/me", { headers: { Cookie: mine } })).body?.id;
    const names = ["editors, all", "Admins", '{env.HOME} "%"', "운영"];
    await addToGroups(server.sql, Number(id), names);
    const { user, groups, ...others } = identityIn(await ask({ Cookie: mine }));
    expect(others).toEqual({ id: `${id}`, email: "" });
    expect(user).toBe("Kim.%EA%B9%80+1@x-y_z");
    expect(groups).toMatch(/^[\w.~@+%,-]+$/);
    expect(`${groups}`.split(",").map(decodeURIComponent).sort()).toEqual([...names].sort());
    expect(identityIn(await ask({ Cookie: cookie })).groups).toBe("");
  });

  test("whatever formats the request takes, and by HEAD", async () => {
    for (const accept of ["image/avif,image/webp", "text/css", "text/event-stream", "text/html", "x"])
      expect(await statusOf({ Cookie: cookie, Accept: accept })).toBe(200);
    const head = await ask({ Cookie: cookie }, "", { method: "HEAD" });
    expect([head.status, head.headers["remote-id"]]).toEqual([200, expect.stringMatching(/^\d+$/)]);
  });
});

describe("nobody is signed in", () => {
  test("401, without a redirect, for browsers too", async () => {
    for (const accept of ["text/html", "image/avif", "*/*"])
      for (const query of ["", "?redirect=0", "?redirect=", "?redirect=1&redirect=2"])
        expect(await statusOf({ Accept: accept }, query)).toBe(401);
  });

  test("once the session or the token has ended, or the account is inactive", async () => {
    const username = newName();
    const { access } = await signUpForTokens(server, username);
    const browser = await signInForSession(server, username);
    const bearer = { Authorization: `Bearer ${access}` };
    const other = await signInForSession(server, username);
    expect([(await browser.get(PATH)).status, await statusOf(bearer)]).toEqual([200, 200]);
    await other.post("/user/signout_everywhere", { keep_current: true });
    expect([(await browser.get(PATH)).status, await statusOf(bearer)]).toEqual([401, 401]);
    expect((await other.get(PATH)).status).toBe(200);
    await server.sql`UPDATE auth_user SET is_active = ${false} WHERE username = ${username}`;
    expect((await other.get(PATH)).status).toBe(401);
  });

  test("no method lets anybody through: OPTIONS is answered 401, and 405 to who is signed in", async () => {
    for (const method of ["OPTIONS", "POST", "PUT", "PATCH", "DELETE", "PROPFIND"]) {
      expect((await ask({}, "", { method })).status).toBeGreaterThanOrEqual(400);
      expect((await ask({ Cookie: cookie }, "", { method })).status).toBe(405);
    }
  });
});

describe("with ?redirect=1", () => {
  const redirected = (headers: OutgoingHttpHeaders) => ask(headers, "?redirect=1");

  test("a navigation leads to sign-in", async () => {
    for (const headers of [{}, { "Sec-Fetch-Mode": "navigate" }, { Accept: "text/html" }, forwarded("GET")])
      expect(leadsTo(await redirected(headers))).toEqual([303, `${server.settings.origin}/signin`]);
  });

  test("and back to the app, where its origin is listed or ours", async () => {
    const environment = { TRUSTED_PROXIES: "127.0.0.1", ALLOWED_REDIRECT_ORIGINS: APP };
    await withServerBeside(server, environment, async (listing) => {
      const nextOf = async (headers: OutgoingHttpHeaders) => {
        const { status, headers: answered } = await send(listing, `${PATH}?redirect=1`, { headers });
        expect(status).toBe(303);
        return new URL(`${answered.location}`).searchParams.get("next");
      };
      expect(await nextOf(forwarded("GET"))).toBe(`${APP}/reports?a=1&b=%0A`);
      expect(await nextOf(forwarded("GET", {}, "/caf\xe9?q=\xff"))).toBe(`${APP}/caf%E9?q=%FF`);
      expect(await nextOf(forwarded("GET", {}, "//evil.example/x"))).toBe(`${APP}//evil.example/x`);
      const { host } = new URL(listing.settings.origin);
      const ours = { "X-Forwarded-Proto": "http", "X-Forwarded-Host": host };
      expect(await nextOf(forwarded("GET", ours, "/reports?a=1"))).toBe("/reports?a=1");
      for (const none of [
        forwarded("GET", { "X-Forwarded-Host": "evil.example" }),
        forwarded("GET", { "X-Forwarded-Host": "app.example.net@evil.example" }),
        forwarded("GET", { "X-Forwarded-Proto": "http" }),
        forwarded("GET", { "X-Forwarded-Proto": "javascript" }),
        forwarded("GET", {}, "@evil.example/"),
        forwarded("GET", {}, ".evil.example/"),
        forwarded("GET", {}, "/a b"),
        forwarded("GET", {}, `/${"x".repeat(2000)}`),
        forwarded("GET", ours, "//evil.example/x"),
        { X_Forwarded_Proto: "https", X_Forwarded_Host: "app.example.net", X_Forwarded_Uri: "/" },
      ])
        expect(await nextOf(none)).toBeNull();
    });
  });

  test.each([
    ["a script", { "Sec-Fetch-Mode": "cors" }],
    ["an image", { "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image" }],
    ["a WebSocket", { "Sec-Fetch-Mode": "websocket" }],
    ["XMLHttpRequest", { "X-Requested-With": "XMLHttpRequest" }],
    ["a form post", forwarded("POST", { "Sec-Fetch-Mode": "navigate" })],
    ["a preflight", forwarded("OPTIONS")],
  ])("%s is answered 401", async (_what, headers: OutgoingHttpHeaders) => {
    expect((await redirected(headers)).status).toBe(401);
  });

  test("a bad token leads there, too, and somebody who is signed in nowhere", async () => {
    expect((await redirected({ Authorization: "Bearer x" })).status).toBe(303);
    expect((await redirected({ Cookie: cookie })).status).toBe(200);
  });

  test("a browser with a live refresh token alone is led to refresh, once", async () => {
    const { refresh } = await signUpForTokens(server);
    const mine = `${server.settings.jwt.cookies.refresh.name}=${refresh}`;
    const address = `${server.settings.origin}/jwt/refresh`;
    expect(leadsTo(await redirected({ Cookie: mine }))).toEqual([303, address]);
    expect(leadsTo(await redirected({ Cookie: `${mine}; latchkey_refreshed=1` }))).toEqual([
      303,
      `${server.settings.origin}/signin`,
    ]);
    expect(await statusOf({ Cookie: mine })).toBe(401);
  });
});

describe("another website", () => {
  const EVIL = { Origin: "https://evil.example" };

  test.each([
    ["changes by POST", forwarded("POST", EVIL), 403],
    ["changes by any method of its own", forwarded("PURGE", EVIL), 403],
    ["changes, says the browser", forwarded("POST", { "Sec-Fetch-Site": "cross-site" }), 403],
    ["is a sibling, says the browser", forwarded("DELETE", { "Sec-Fetch-Site": "same-site" }), 403],
    ["posts from nowhere", forwarded("POST", { Origin: "null" }), 403],
    ["posts from our own pages to the app", forwarded("POST", { Origin: "http://127.0.0.1:8000" }), 403],
    ["opens a WebSocket", forwarded("GET", { ...EVIL, "Sec-WebSocket-Key": "x" }), 403],
    ["links here", forwarded("GET", { "Sec-Fetch-Site": "cross-site" }), 200],
    ["reads", forwarded("GET", EVIL), 200],
    ["is the app itself", forwarded("POST", { Origin: APP }), 200],
    ["is the app itself, says the browser", forwarded("POST", { "Sec-Fetch-Site": "same-origin" }), 200],
    ["is a program", forwarded("POST"), 200],
  ])("that %s: %s is answered %i", async (_what, headers, status) => {
    expect(await statusOf({ Cookie: cookie, ...headers })).toBe(status);
    const code = (await ask({ Cookie: cookie, ...headers })).body?.code;
    expect(code).toBe(status === 403 ? "cross_site" : undefined);
  });

  test("the app's own WebSocket opens, whether the proxy says https or wss", async () => {
    for (const proto of ["https", "wss"]) {
      const headers = forwarded("GET", { Origin: APP, "Sec-WebSocket-Key": "x", "X-Forwarded-Proto": proto });
      expect(await statusOf({ Cookie: cookie, ...headers })).toBe(200);
    }
  });

  test("CSRF_TRUSTED_ORIGINS may", async () => {
    await withServerBeside(
      server,
      { TRUSTED_PROXIES: "127.0.0.1", CSRF_TRUSTED_ORIGINS: "https://evil.example" },
      async (trusting) => {
        const headers = { Cookie: cookie, ...forwarded("POST", EVIL) };
        expect((await send(trusting, PATH, { headers })).status).toBe(200);
      },
    );
  });

  test.each([
    ["no method", { "X-Forwarded-Method": "" }],
    ["a method that is none", { "X-Forwarded-Method": "GET, POST" }],
    ["two methods", { "X-Forwarded-Method": ["GET", "POST"] }],
    ["a host that is none", { "X-Forwarded-Host": "evil.example/x", Origin: APP }],
    ["two hosts", { "X-Forwarded-Host": ["app.example.net", "evil.example"], Origin: APP }],
    ["no scheme", { "X-Forwarded-Proto": "", Origin: APP }],
    ["two schemes", { "X-Forwarded-Proto": "https,http", Origin: APP }],
  ])("where the proxy tells %s, an Origin is refused, and a navigation is not", async (_what, headers) => {
    const told = { Cookie: cookie, ...forwarded("POST", EVIL), ...headers };
    expect(await statusOf(told)).toBe(403);
    const { Origin: _, ...without } = { ...told, Origin: "" };
    expect(await statusOf(without)).toBe(200);
  });
});

test("X-Forwarded-* of whoever is no trusted proxy counts for nothing", async () => {
  await withServerBeside(server, { TRUSTED_PROXIES: "10.0.0.0/8" }, async (wary) => {
    const status = async (headers: OutgoingHttpHeaders, query = "") =>
      (await send(wary, PATH + query, { headers: { Cookie: cookie, ...headers } })).status;
    expect(await status(forwarded("GET", { Origin: "https://evil.example" }))).toBe(403);
    expect(await status(forwarded("POST", { Origin: APP }))).toBe(403);
    expect(await status(forwarded("POST", { Origin: wary.settings.origin }))).toBe(200);
    expect(await status(forwarded("POST"))).toBe(200);
  });
});

test("a renewed session cookie comes with the answer, alone: proxies pass one on", async () => {
  const domain = { APP_ORIGIN: "https://auth.example.com", SESSION_COOKIE_DOMAIN: "example.com" };
  await withServer({ ...domain, SESSION_SAVE_EVERY_REQUEST: "true" }, async (renewing) => {
    const mine = await sessionOf(renewing);
    const { status, setCookies } = await send(renewing, PATH, { headers: { Cookie: mine } });
    expect([status, setCookies]).toEqual([200, [expect.stringContaining("sessionid=")]]);
  });
});

test("a right password counts for nothing while a code is asked for", async () => {
  const username = newName();
  const owner = await signUpForSession(server, username);
  await setUpSecondFactor(server, owner.post);
  const browser = openBrowser(server);
  const page = { "X-Latchkey-Page": "1", Origin: server.settings.origin };
  const json = { username, password: PASSWORD };
  expect((await browser.post("/user/session_signin", json, page)).body?.code).toBe("totp_required");
  expect([...browser.cookies.keys()]).toEqual(["latchkey_challenge"]);
  expect((await browser.get(PATH)).status).toBe(401);
  expect((await owner.get(PATH)).status).toBe(200);
});

test("asks the database what /user/me asks, and once for groups where there are any", async () => {
  let queries = 0;
  const between = (store: Store): Store => {
    const { statements } = store;
    const one: Statements["one"] = (...asked) => {
      queries += 1;
      return statements.one(...asked);
    };
    return { ...store, statements: Object.assign(Object.create(statements), { one }) };
  };
  const queriesOf = async (target: Target, path: string, headers: OutgoingHttpHeaders) => {
    queries = 0;
    expect((await send(target, path, { headers })).status).toBe(200);
    return queries;
  };
  for (const prepare of [async () => {}, createGroupTables]) {
    const counting = await startTestServer({}, { between, prepare });
    const Authorization = `Bearer ${(await signUpForTokens(counting)).access}`;
    for (const headers of [{ Authorization }, { Cookie: await sessionOf(counting) }]) {
      const usual = await queriesOf(counting, "/user/me", headers);
      const further = prepare === createGroupTables ? 1 : 0;
      expect([usual, await queriesOf(counting, PATH, headers)]).toEqual([1, 1 + further]);
    }
    await counting.close();
  }
});
