import type { OutgoingHttpHeaders } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ApiError, FieldErrors } from "@/lib/contract/errors";
import { send } from "@/lib/testing/client";
import { cookiesBack } from "@/lib/testing/cookies";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { endpointRouter } from "./endpoints/table";
import { formPostOf as formPostIn, redirectFormPost } from "./form_post";
import type { Row } from "./row";
import { typedValues } from "./typed_values";

const BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
const FORM = "application/x-www-form-urlencoded";
const HERE = "http://127.0.0.1:8000";

const REDIRECTS = { afterSignIn: "/account", afterSignOut: null, origins: [HERE, "https://app.example.com"] };

const formPostOf = (request: Request, row: Pick<Row, "page"> | undefined) =>
  formPostIn(request, row, REDIRECTS);

function rowOf(path: string) {
  return endpointRouter.find(path)?.route.rows.get("POST");
}

function post(path: string, headers: Record<string, string> = {}, method = "POST"): Request {
  return new Request(HERE + path, { method, headers: { Accept: BROWSER, "Content-Type": FORM, ...headers } });
}

describe("which requests are forms of a browser", () => {
  const page = "/session/signin";
  const row = { page } as const;

  test.each([
    FORM,
    `${FORM}; charset=utf-8`,
    "Application/X-WWW-Form-Urlencoded",
    "multipart/form-data; boundary=x",
  ])("%s with a browser's Accept is one", (type) => {
    expect(formPostOf(post("/user/session_signin", { "Content-Type": type }), row)).toEqual({
      page,
      next: "/account",
      usualNext: "/account",
      idempotent: false,
      isPlain: false,
      isLink: false,
    });
  });

  test("its Origin says whether it came over plain HTTP, also behind a proxy", () => {
    const isPlain = (origin: string) => formPostOf(post("/user/session_signin", { origin }), row)?.isPlain;
    expect(isPlain("http://my-host:8000")).toBe(true);
    expect(isPlain("https://my-host")).toBe(false);
    expect(isPlain("null")).toBe(false);
  });

  test.each([
    ["a program's Accept", post("/user/session_signin", { Accept: "*/*" })],
    ["JSON's Accept", post("/user/session_signin", { Accept: "application/json, text/plain, */*" })],
    ["JSON in the body", post("/user/session_signin", { "Content-Type": "application/json" })],
    ["text in the body", post("/user/session_signin", { "Content-Type": "text/plain" })],
    ["another method", post("/user/session_signin", {}, "PATCH")],
  ])("%s is none", (_what, request) => {
    expect(formPostOf(request, row)).toBeNull();
  });

  test("an endpoint without a form has none, but the buttons of the account page are some", () => {
    for (const path of ["/user/jwt_verify", "/api/token", "/api/token/refresh/", "/user/me"]) {
      expect(formPostOf(post(path), rowOf(path))).toBeNull();
    }
    for (const path of ["/user/session_signout", "/user/jwt_signout/"]) {
      expect(formPostOf(post(path), rowOf(path))).toMatchObject({ page: "/account", next: "/account" });
    }
  });

  test("the buttons of what this browser holds lead back there, refused or not", () => {
    const back = { page: "/account/browser", next: "/account/browser" };
    for (const path of ["/user/session_signout", "/user/jwt_signout"]) {
      const request = post(`${path}?next=%2Faccount%2Fbrowser`);
      expect(formPostOf(request, rowOf(path))).toMatchObject(back);
    }
    const refresh = formPostOf(post("/user/jwt_refresh"), rowOf("/user/jwt_refresh"));
    expect(refresh).toMatchObject(back);
    const form = { ...back, usualNext: back.next, idempotent: false, isPlain: false, isLink: false };
    const answer = new Response("{}", { status: 401 });
    const refused = redirectFormPost(form, answer, new ApiError("token_not_valid"));
    expect(refused.headers.get("Location")).toBe("/account/browser?error=token_not_valid");
  });

  test("a refresh that names where to go on is the form of the page that refreshes", () => {
    const path = "/user/jwt_refresh?next=%2Freports";
    const row = rowOf("/user/jwt_refresh");
    expect(formPostOf(post(path), row)).toMatchObject({ page: "/jwt/refresh", next: "/reports" });
    expect(formPostOf(post("/user/jwt_refresh?next=//evil.example"), row)?.next).toBe("/account");
  });

  test.each([
    ["/", "/"],
    ["%2Faccount%3Ftab%3D1", "/account?tab=1"],
    ["%2F%2Fevil.example", "/account"],
    ["%2F%5Cevil.example", "/account"],
    ["https%3A%2F%2Fevil.example", "/account"],
    ["https%3A%2F%2Fapp.example.com%2Fa%3Fb", "https://app.example.com/a?b"],
    ["https%3A%2F%2Fapp.example.com.evil.example", "/account"],
    ["https%3A%2F%2Fapp.example.com%40evil.example", "/account"],
    ["http%3A%2F%2F127.0.0.1%3A8000%2Fa", "http://127.0.0.1:8000/a"],
    ["javascript%3Aalert(1)", "/account"],
    ["", "/account"],
  ])("next=%s leads to %s", (next, path) => {
    expect(formPostOf(post(`/user/session_signin?next=${next}`), row)?.next).toBe(path);
  });
});

test("LOGIN_REDIRECT_URL is where a sign-in leads, LOGOUT_REDIRECT_URL where a sign-out does, and no other button of the account", () => {
  const app = "https://app.example.com/";
  const redirects = { afterSignIn: app, afterSignOut: "/bye", origins: [HERE, "https://app.example.com"] };
  const leadsTo = (path: string) => formPostIn(post(path), rowOf(path.split("?")[0] ?? ""), redirects)?.next;
  for (const path of ["/user/session_signin", "/user/jwt_totp", "/user/jwt_signup?next=//evil.example"])
    expect(leadsTo(path)).toBe(app);
  expect(leadsTo("/user/session_signin?next=/account")).toBe("/account");
  expect(leadsTo("/user/jwt_refresh?next=//evil.example")).toBe(app);
  expect(leadsTo("/user/jwt_refresh")).toBe("/account/browser");
  for (const path of ["/user/session_signout", "/user/jwt_signout", "/user/signout"]) {
    expect(leadsTo(path)).toBe("/bye");
    expect(leadsTo(`${path}?next=//evil.example`)).toBe("/bye");
    expect(leadsTo(`${path}?next=${encodeURIComponent(app)}`)).toBe(app);
    expect(leadsTo(`${path}?next=/account/browser`)).toBe("/account/browser");
  }
  expect(leadsTo("/user/password_change")).toBe("/account");
  expect(leadsTo("/user/password_change?next=//evil.example")).toBe("/account");
});

describe("the answer for a person", () => {
  const form = {
    page: "/session/signup",
    next: "/account",
    usualNext: "/account",
    idempotent: false,
    isPlain: false,
    isLink: false,
  };
  const elsewhere = { ...form, next: "/a?b=c&d" };
  const json = (status: number, headers: Record<string, string> = {}) =>
    new Response("{}", { status, headers: { "Content-Type": "application/json", ...headers } });

  test("leads to the next page, with every cookie and without the body", async () => {
    const answer = json(201, { "Cache-Control": "no-store" });
    for (const cookie of ["a=1; Path=/", "b=2; Path=/user"]) answer.headers.append("Set-Cookie", cookie);
    const redirected = redirectFormPost(elsewhere, answer, null);
    expect(redirected.status).toBe(303);
    expect(redirected.headers.get("Location")).toBe("/a?b=c&d");
    expect(redirected.headers.getSetCookie()).toEqual(["a=1; Path=/", "b=2; Path=/user"]);
    expect(redirected.headers.get("Cache-Control")).toBe("no-store");
    expect(redirected.headers.get("Content-Type")).toBeNull();
    expect(await redirected.text()).toBe("");
  });

  test.each([
    [
      "Secure cookies over plain HTTP",
      true,
      "a=1; Path=/; Secure; SameSite=Lax",
      "/account?cookies=https_only",
    ],
    ["Secure cookies over HTTPS", false, "a=1; Path=/; Secure; SameSite=Lax", "/account"],
    ["other cookies over plain HTTP", true, "a=1; Path=/; SameSite=Lax", "/account"],
    ["cookies that end", true, "a=; Max-Age=0; Path=/; Secure", "/account"],
  ])(
    "after %s leads to the account page, which says why nobody is signed in",
    (_what, isPlain, cookie, path) => {
      const answer = json(200, { "Set-Cookie": cookie });
      expect(redirectFormPost({ ...form, isPlain }, answer, null).headers.get("Location")).toBe(path);
      expect(redirectFormPost({ ...elsewhere, isPlain }, answer, null).headers.get("Location")).toBe(
        "/a?b=c&d",
      );
    },
  );

  test("leads where the endpoint itself leads", () => {
    const answer = new Response(null, { status: 303, headers: { Location: "/elsewhere" } });
    expect(redirectFormPost(form, answer, null).headers.get("Location")).toBe("/elsewhere");
  });

  test("leads back to the form with keys, and keeps where to go on", () => {
    const refusal = new FieldErrors({ username: [{ key: "max_length", params: { max: 150 } }] });
    expect(redirectFormPost(form, json(400), refusal).headers.get("Location")).toBe(
      "/session/signup?wrong=username.max_length.150",
    );
    expect(redirectFormPost(elsewhere, json(400), refusal).headers.get("Location")).toBe(
      "/session/signup?wrong=username.max_length.150&next=%2Fa%3Fb%3Dc%26d",
    );
  });

  test("leads to another origin where that is next, and carries it through refusals", () => {
    const next = "https://app.example.com/a?b";
    const there = { ...form, page: "/session/signin", codePage: "/session/totp", next };
    const to = (answer: Response, refusal: ApiError | null) =>
      redirectFormPost({ ...there, isPlain: true }, answer, refusal).headers.get("Location");
    const query = `next=${encodeURIComponent(next)}`;
    expect(to(json(200, { "Set-Cookie": "a=1; Path=/; Secure" }), null)).toBe(next);
    expect(to(json(401), new ApiError("no_active_account"))).toBe(
      `/session/signin?error=no_active_account&${query}`,
    );
    expect(to(json(401), new ApiError("totp_required"))).toBe(`/session/totp?${query}`);
    expect(to(json(401), new ApiError("email_verification_required"))).toBe(
      `/email/verify?next=${encodeURIComponent(`/session/signin?${query}`)}`,
    );
  });

  test("carries nothing that is for programs", () => {
    const busy = new ApiError("unavailable", undefined, { headers: { "Retry-After": "5" } });
    const redirected = redirectFormPost(
      form,
      json(503, { "Retry-After": "5", "WWW-Authenticate": "Bearer" }),
      busy,
    );
    expect(redirected.headers.get("Location")).toBe("/session/signup?error=unavailable&wait=5");
    expect(redirected.headers.get("Retry-After")).toBeNull();
    expect(redirected.headers.get("WWW-Authenticate")).toBeNull();
  });

  test("another site's form gets the plain refusal", () => {
    const answer = json(403);
    expect(redirectFormPost(form, answer, new ApiError("cross_site"))).toBe(answer);
  });

  test("who signs out of nothing is signed out", () => {
    const signOut = { ...form, page: "/account", idempotent: true };
    for (const status of [204, 401, 403]) {
      const answer = status === 204 ? new Response(null, { status }) : json(status);
      const refusal = status === 204 ? null : new ApiError("not_authenticated");
      expect(redirectFormPost(signOut, answer, refusal).headers.get("Location")).toBe("/account");
    }
    expect(redirectFormPost(signOut, json(500), new ApiError("error")).headers.get("Location")).toBe(
      "/account?error=error",
    );
  });
});

describe("over HTTP", () => {
  const password = "the very secret one";
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ AUTH_COOKIE: "access_token", PASSWORD_VALIDATORS: "common,numeric" });
  });
  afterAll(() => server.close());

  function sendForm(path: string, fields: Record<string, string>, headers: OutgoingHttpHeaders = {}) {
    return send(server, path, {
      headers: { Accept: BROWSER, "Content-Type": FORM, ...headers },
      body: new URLSearchParams(fields).toString(),
    });
  }

  test.each(["session", "jwt"])("%s: up, in, and every refusal, by form alone", async (mode) => {
    const username = `${mode}-person`;
    const up = await sendForm(`/user/${mode}_signup`, { username, password, email: "", age: "" });
    expect([up.status, up.headers.location]).toEqual([303, "/account"]);
    expect(up.setCookies).toHaveLength(mode === "session" ? 1 : 2);
    const headers = cookiesBack(up);
    expect((await send(server, "/user/me", { headers })).body).toMatchObject({ username, age: null });

    const two = await sendForm(`/user/${mode}_signup?next=/x`, { username: "a b", password, age: "x" });
    expect([two.status, two.headers.location]).toEqual([
      303,
      `/${mode}/signup?wrong=username.invalid_username&wrong=age.invalid_integer&next=%2Fx`,
    ]);
    const taken = await sendForm(`/user/${mode}_signup`, { username, password });
    expect([taken.status, taken.headers.location]).toEqual([
      303,
      `/${mode}/signup?wrong=username.username_taken`,
    ]);
    expect(taken.setCookies.join()).not.toMatch(/sessionid=|access_token/);

    const wrong = await sendForm(`/user/${mode}_signin/`, { username, password: "not the secret" });
    expect([wrong.status, wrong.headers.location]).toEqual([303, `/${mode}/signin?error=no_active_account`]);

    const signedIn = await sendForm(`/user/${mode}_signin?next=%2Fa%3Fb`, { username, password });
    expect([signedIn.status, signedIn.headers.location]).toEqual([303, "/a?b"]);

    const out = await sendForm(`/user/${mode}_signout`, {}, headers);
    expect([out.status, out.headers.location]).toEqual([303, "/account"]);
    expect((await send(server, "/user/me", { headers })).status).toBe(401);
  });

  test("a script of our pages is told in keys all that is wrong, in one answer; programs are not", async () => {
    const json = { username: "a b", password: "12345678", age: "x" };
    const page = { "X-Latchkey-Page": "1", "Sec-Fetch-Site": "same-origin" };
    for (const [headers, told] of [
      [
        page,
        "wrong=username.invalid_username&wrong=password.password_too_common&wrong=password.password_entirely_numeric&wrong=age.invalid_integer",
      ],
      [{}, undefined],
      [{ ...page, "Sec-Fetch-Site": "cross-site" }, undefined],
    ] as const) {
      const answer = await send(server, "/user/session_signup", { json, headers });
      expect(answer.headers["x-latchkey-refusal"]).toBe(told);
    }
    const wrong = { json: { username: "nobody", password: "x" }, headers: page };
    const refused = await send(server, "/user/jwt_signin", wrong);
    expect(refused.headers["x-latchkey-refusal"]).toBe("error=no_active_account");
    const made = { json: { username: "by-page", password }, headers: page };
    expect((await send(server, "/user/jwt_signup", made)).headers["x-latchkey-refusal"]).toBeUndefined();
  });

  test("nothing that was typed is in the address that a refusal leads to", async () => {
    for (const path of ["/user/session_signup", "/user/jwt_signin"]) {
      const answer = await sendForm(path, {
        username: "typed name!",
        password,
        email: "typed@",
        age: "typed",
      });
      expect(answer.headers.location).toMatch(/^\/\w+\/sign/);
      expect(answer.headers.location).not.toMatch(/typed|secret/);
    }
  });

  test("what was typed comes with the refusal in a sealed cookie, but for passwords; a success ends it", async () => {
    const typed = { username: "typed name!", password, email: "typed@", age: "old" };
    const refused = await sendForm("/user/session_signup", typed);
    const [line = ""] = refused.setCookies;
    expect(refused.setCookies).toHaveLength(1);
    expect(line).toMatch(/^latchkey_form=[^;]+; .*Max-Age=120; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(line).not.toMatch(/typed|secret/);
    const seal = line.slice("latchkey_form=".length, line.indexOf(";"));
    const { password: _, ...kept } = typed;
    expect(await typedValues(seal, "/session/signup", server.settings)).toEqual(kept);
    expect(await typedValues(seal, "/jwt/signup", server.settings)).toEqual({});
    expect(await typedValues(seal.replace("*", "*x"), "/session/signup", server.settings)).toEqual({});
    expect(await typedValues(null, "/session/signup", server.settings)).toEqual({});

    const cleared = /^latchkey_form=; .*Max-Age=0/;
    const cookie = `latchkey_form=${seal}`;
    const nothing = await sendForm("/user/session_signup", { password }, { cookie });
    expect(nothing.setCookies).toEqual([expect.stringMatching(cleared)]);
    const good = { username: "typed-well", password };
    const made = await sendForm("/user/session_signup", good, { cookie });
    expect(made.setCookies).toContainEqual(expect.stringMatching(cleared));
    const byScript = await send(server, "/user/jwt_signin", { json: good, headers: { cookie } });
    expect(byScript.setCookies).toContainEqual(expect.stringMatching(cleared));
  });

  test("a long value does not come back, and the cookie stays one that browsers take", async () => {
    const long = { username: "가".repeat(200), email: "x".repeat(601), age: "9".repeat(600) };
    const { setCookies } = await sendForm("/user/jwt_signup", long);
    const [line = ""] = setCookies;
    expect(line.length).toBeLessThan(4_096);
    const seal = line.slice("latchkey_form=".length, line.indexOf(";"));
    const { email: _, ...kept } = long;
    expect(await typedValues(seal, "/jwt/signup", server.settings)).toEqual(kept);
  });

  test("programs, scripts, other sites' forms and other endpoints get no such cookie", async () => {
    const json = { username: "a b", password };
    const page = { "X-Latchkey-Page": "1", "Sec-Fetch-Site": "same-origin" };
    for (const headers of [{}, page])
      expect((await send(server, "/user/session_signup", { json, headers })).setCookies).toEqual([]);
    const foreign = { "Sec-Fetch-Site": "cross-site" };
    expect((await sendForm("/user/session_signup", json, foreign)).setCookies).toEqual([]);
    expect((await sendForm("/user/jwt_refresh", { ...json, refresh: "x" })).setCookies.join()).not.toContain(
      "latchkey_form=",
    );
  });

  test("another site's form is refused as ever", async () => {
    const answer = await sendForm(
      "/user/session_signin",
      { username: "x", password },
      { "Sec-Fetch-Site": "cross-site" },
    );
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({ code: "cross_site" });
  });

  test("a form of parts works the same", async () => {
    const parts = new FormData();
    parts.set("username", "session-person");
    parts.set("password", password);
    const form = new Response(parts);
    const answer = await send(server, "/user/session_signin", {
      headers: { Accept: BROWSER, "Content-Type": String(form.headers.get("content-type")) },
      body: Buffer.from(await form.arrayBuffer()),
    });
    expect([answer.status, answer.headers.location]).toEqual([303, "/account"]);
  });
});
