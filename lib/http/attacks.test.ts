import type { OutgoingHttpHeaders } from "node:http";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { sealSessionKey } from "@/lib/credentials/seal";
import { openBrowser, signUpForSession } from "@/lib/testing/browser";
import { type Answer, send } from "@/lib/testing/client";
import { cookieHeader } from "@/lib/testing/cookies";
import { newName, PASSWORD, signUpForTokens } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";

const SIGN_INS = ["/user/session_signin", "/user/jwt_signin"] as const;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ AUTH_TOKEN_CLASSES: "AccessToken" });
});
afterAll(() => server.close());

describe("sign-ins that fail are one and the same to the byte but for their date", () => {
  const inCookies = { AUTH_COOKIE: "access_token" };

  /** Everything that a client can see, the time of day aside. */
  function visible({ status, rawHeaders, text }: Answer): unknown {
    const at = rawHeaders.findIndex((name) => name.toLowerCase() === "date");
    return { status, headers: rawHeaders.toSpliced(at, 2), text };
  }

  async function refusals(target: TestServer, path: string, headers: OutgoingHttpHeaders): Promise<Answer[]> {
    const [right, inactive, unusable, malformed] = [newName(), newName(), newName(), newName()];
    for (const username of [right, inactive, unusable, malformed])
      await send(target, "/user/jwt_signup", { json: { username, password: PASSWORD } });
    await target.sql`UPDATE auth_user SET is_active = false WHERE username = ${inactive}`;
    await target.sql`UPDATE auth_user SET password = '!0' WHERE username = ${unusable}`;
    await target.sql`UPDATE auth_user SET password = 'pbkdf2_sha256$x' WHERE username = ${malformed}`;
    const attempts = [
      { username: right, password: "wrong horse" },
      { username: newName(), password: PASSWORD },
      { username: inactive, password: PASSWORD },
      { username: unusable, password: PASSWORD },
      { username: unusable, password: "!0" },
      { username: malformed, password: PASSWORD },
      { username: "\u{1f480} no name", password: PASSWORD },
      { username: "x".repeat(5000), password: PASSWORD },
    ];
    return Promise.all(attempts.map((json) => send(target, path, { json, headers })));
  }

  it.each([
    ...SIGN_INS.map((path) => ({ path, headers: {}, settings: {} })),
    ...SIGN_INS.map((path) => ({ path, headers: { "Accept-Language": "ko" }, settings: inCookies })),
  ])("$path $settings $headers", async ({ path, headers, settings }) => {
    const target = await startTestServer(settings);
    try {
      const [first, ...others] = (await refusals(target, path, headers)).map(visible);
      for (const other of others) expect(other).toEqual(first);
      expect(first).toMatchObject({
        status: 401,
        text: expect.stringContaining('"code":"no_active_account"'),
      });
    } finally {
      await target.close();
    }
  });
});

describe("two cookies of one name", () => {
  test("count as none, whichever comes first", async () => {
    const mine = (await signUpForSession(server)).cookies.get("sessionid") ?? "";
    const planted = (await signUpForSession(server)).cookies.get("sessionid") ?? "";
    const withCookies = async (header: string) =>
      (await send(server, "/user/me", { headers: { Cookie: header } })).status;
    expect(await withCookies(`sessionid=${mine}; sessionid=${planted}`)).toBe(401);
    expect(await withCookies(`sessionid=${planted}; sessionid=${mine}`)).toBe(401);
    expect(await withCookies(`sessionid=${mine}; sessionid=`)).toBe(401);
    expect(await withCookies(`sessionid=${mine}; sessionid="${mine}"`)).toBe(200);
    expect(await withCookies(`SESSIONID=${planted}; sessionid=${mine}; sessionid2=${planted}`)).toBe(200);
  });

  test("a lower-case prefix does not stand beside __Host-", async () => {
    const target = await startTestServer({ DEBUG: "false" });
    try {
      const mine = await signUpForSession(target);
      const planted = await signUpForSession(target);
      expect([...mine.cookies.keys()]).toEqual(["__Host-sessionid"]);
      mine.cookies.set("__HOST-sessionid", planted.cookies.get("__Host-sessionid") ?? "");
      mine.cookies.set("sessionid", planted.cookies.get("__Host-sessionid") ?? "");
      const me = await mine.get("/user/me");
      expect(me.body?.id).toBe(1);
      mine.cookies.delete("__Host-sessionid");
      expect((await mine.get("/user/me")).status).toBe(401);
    } finally {
      await target.close();
    }
  });

  test("of tokens count as none, too", async () => {
    const target = await startTestServer({ AUTH_COOKIE: "t" });
    try {
      const [mine, planted] = [openBrowser(target), openBrowser(target)];
      for (const browser of [mine, planted])
        await browser.post("/user/jwt_signup", { username: newName(), password: PASSWORD });
      const twice = (name: string) => ({
        Cookie: `${name}=${mine.cookies.get(name)}; ${name}=${planted.cookies.get(name)}`,
      });
      expect((await send(target, "/user/me", { headers: twice("t") })).status).toBe(401);
      for (const path of ["/user/jwt_refresh", "/user/jwt_signout"])
        expect((await send(target, path, { json: {}, headers: twice("t_refresh") })).status).toBe(401);
    } finally {
      await target.close();
    }
  });
});

describe("a cookie that is no seal of ours is no session", () => {
  const garbage = [
    "",
    "x",
    "~2",
    "a*b*c*d*e*f*g*h",
    "Fe26.2*1*a*b*c*d*e*f",
    "Fe26.2*1*a*b*c*d*e*f~2",
    "Fe26.2*__proto__*a*b*c**e*f~2",
    "Fe26.2*constructor*a*b*c*9999999999999*e*f~2",
    "Fe26.2*toString*a*b*c*-1*e*f~NaN",
    "*".repeat(8000),
    "eyJhbGciOiJub25lIn0.e30.",
    "%00%ff",
    '"',
    "\xff\xfe",
  ];

  it.each(garbage.map((seal) => [seal.slice(0, 50), seal]))("%j", async (_, seal) => {
    for (const name of ["sessionid", "sessionid2"]) {
      const answer = await send(server, "/user/me", { headers: { Cookie: `${name}=${seal}` } });
      expect([answer.status, answer.body?.code]).toEqual([401, "not_authenticated"]);
    }
  });

  test("a good seal with any one part of it changed", async () => {
    const seal = (await signUpForSession(server)).cookies.get("sessionid") ?? "";
    const parts = seal.split("*");
    expect(parts).toHaveLength(8);
    for (const [index, part] of parts.entries()) {
      const last = part.at(-3) === "A" ? "B" : "A";
      const changed = parts.with(index, `${part.slice(0, -3)}${last}${part.slice(-2)}`).join("*");
      expect(
        (await send(server, "/user/me", { headers: cookieHeader([["sessionid", changed]]) })).status,
        changed,
      ).toBe(401);
    }
  });

  test("a seal made with another secret key, or with ours around a key that stands for nothing", async () => {
    const ours = server.settings.secretKeys;
    for (const keys of [["another-secret-key-that-is-long-enough-too"], ours] as const) {
      const seal = await sealSessionKey("k".repeat(43), keys as [string], 1000);
      expect((await send(server, "/user/me", { headers: cookieHeader([["sessionid", seal]]) })).status).toBe(
        401,
      );
    }
  });

  test("is taken back, and does not stand in the way of signing in", async () => {
    const browser = openBrowser(server, [["sessionid", "Fe26.2*1*a*b*c*d*e*f"]]);
    const refused = await browser.get("/user/me");
    expect(refused.setCookies).toEqual([
      expect.stringMatching(/^sessionid=; Expires=Thu, 01 Jan 1970 .*Max-Age=0/),
    ]);
    browser.cookies.set("sessionid", "Fe26.2*1*a*b*c*d*e*f");
    expect(
      (await browser.post("/user/session_signup", { username: newName(), password: PASSWORD })).status,
    ).toBe(201);
    expect((await browser.get("/user/me")).status).toBe(200);
  });
});

describe("one kind of credential does not pass for another", () => {
  test("a refresh token, or a session's seal, as a bearer token", async () => {
    const { refresh } = await signUpForTokens(server);
    const seal = (await signUpForSession(server)).cookies.get("sessionid") ?? "";
    const asBearer = async (token: string) => {
      const { status, body } = await send(server, "/user/me", { bearer: token });
      return [status, body?.messages];
    };
    const found = (message: string) => [401, [{ token_class: "AccessToken", token_type: "access", message }]];
    expect(await asBearer(refresh)).toEqual(found("Token has wrong type"));
    expect(await asBearer(seal)).toEqual(found("Token is invalid"));
  });

  test("an access token, or a session's seal, as a refresh token", async () => {
    const { access } = await signUpForTokens(server);
    const seal = (await signUpForSession(server)).cookies.get("sessionid") ?? "";
    for (const path of ["/user/jwt_refresh", "/user/jwt_signout"]) {
      expect((await send(server, path, { json: { refresh: access } })).body?.detail).toBe(
        "Token has wrong type",
      );
      expect((await send(server, path, { json: { refresh: seal } })).body?.detail).toBe("Token is invalid");
    }
    expect((await send(server, "/user/me", { bearer: access })).status).toBe(200);
  });

  test("tokens and seals in each other's cookies", async () => {
    const target = await startTestServer({ AUTH_COOKIE: "t", AUTH_TOKEN_CLASSES: "AccessToken" });
    try {
      const { cookies } = await signUpForSession(target);
      const browser = openBrowser(target);
      await browser.post("/user/jwt_signup", { username: newName(), password: PASSWORD });
      const [seal, access, refresh] = [
        cookies.get("sessionid"),
        browser.cookies.get("t"),
        browser.cookies.get("t_refresh"),
      ];
      for (const wrong of [
        `t=${seal}`,
        `t=${refresh}`,
        `sessionid=${access}`,
        `sessionid=${refresh}`,
        `t_refresh=${access}`,
      ])
        expect((await send(target, "/user/me", { headers: { Cookie: wrong } })).status, wrong).toBe(401);
      for (const wrong of [`t_refresh=${seal}`, `t_refresh=${access}`, `t=${refresh}`])
        expect(
          (await send(target, "/user/jwt_refresh", { json: {}, headers: { Cookie: wrong } })).status,
          wrong,
        ).toBe(401);
    } finally {
      await target.close();
    }
  });
});

describe("what a request says of itself", () => {
  test("headers that other servers trust open nothing", async () => {
    const trusted = {
      "X-Middleware-Subrequest": "middleware:middleware:middleware:middleware:middleware",
      "X-Forwarded-User": "someone1",
      "X-Forwarded-For": "127.0.0.1",
      "X-HTTP-Method-Override": "GET",
      "X-Original-URL": "/healthz",
    };
    const plain = await send(server, "/user/me");
    const pretending = await send(server, "/user/me", { headers: trusted });
    expect([pretending.status, pretending.text]).toEqual([plain.status, plain.text]);
    const signUp = await send(server, "/user/session_signup", { json: {}, headers: trusted });
    expect(signUp.status).toBe(400);
  });

  test("comes back inside of JSON or not at all, never as a header", async () => {
    const hostile = `text/<script>alert(1)</script>;x="\r\n\tSet-Cookie: a=b"`.replace("\r\n", "");
    const answers = [
      await send(server, "/user/jwt_verify", { body: "x", headers: { "Content-Type": hostile } }),
      await send(server, "/user/jwt_signup?%0d%0aSet-Cookie:a=b", { headers: { Accept: "text/html" } }),
      await send(server, "/user/jwt_signin", { json: { username: "a\r\nSet-Cookie: a=b", password: "x" } }),
      await send(server, "/user/me", { headers: { "Accept-Language": "ko%0d%0aSet-Cookie: a=b" } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([415, 303, 401, 401]);
    expect(answers[1]?.headers.location).toBe("/jwt/signup");
    for (const { headers, rawHeaders } of answers) {
      expect(rawHeaders.join("\n")).not.toMatch(/set-cookie|script/i);
      expect(headers["x-content-type-options"]).toBe("nosniff");
    }
  });

  test("a Host that is none gets an answer that no cache keeps", async () => {
    const answer = await send(server, "/user/me", { headers: { Host: "a b" } });
    expect(answer.status).toBe(400);
    expect(answer.headers["cache-control"]).toBe("no-store");
  });
});
