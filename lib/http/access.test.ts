import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from "vitest";
import { z } from "zod";
import { ApiError } from "@/lib/contract/errors";
import { type Browser, openBrowser } from "@/lib/testing/browser";
import { cookieHeader, parseSetCookie } from "@/lib/testing/cookies";
import { askRow } from "@/lib/testing/http/ask_row";
import { newName, PASSWORD, refreshForTokens, signUpForTokens } from "@/lib/testing/requests";
import { startTestServer, type TestServer, withServerBeside } from "@/lib/testing/server";
import { foreign } from "@/lib/testing/tokens";
import { router } from "./router";
import { row } from "./row";

/** Rows as an app might have them: what the table of endpoints can say, although no endpoint says it yet. */
const rows = router([
  row({
    method: "DELETE",
    path: "/things/{id}",
    name: "Thing",
    summary: "Deletes a thing of the caller.",
    access: "recent_user",
    params: z.object({ id: z.string() }),
    query: z.object({ really: z.string().optional() }),
    responses: { 200: { description: "What was asked for.", body: z.looseObject({}) } },
    refusals: [],
    run: async ({ credential, params, query }) => ({
      status: 200,
      body: { who: credential.user.username, id: params.id, really: query.really ?? null },
    }),
  }),
  row({
    method: "GET",
    path: "/staff",
    name: "Staff",
    summary: "Redirects staff.",
    access: "staff",
    responses: {},
    refusals: [],
    run: async () => ({ redirect: "/elsewhere", cookies: [] }),
  }),
  row({
    method: "POST",
    path: "/refusing",
    name: "Refusing",
    summary: "Refuses, with a cookie.",
    access: "user",
    responses: {},
    refusals: ["not_authenticated"],
    run: async ({ scope }) => {
      throw new ApiError("unavailable").with([
        { spec: scope.settings.jwt.cookies.access, value: "x", maxAge: null },
      ]);
    },
  }),
]);

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  server = await startTestServer({ SESSION_SAVE_EVERY_REQUEST: "true" });
});
afterAll(() => server.close());
beforeEach(async () => {
  browser = openBrowser(server);
  await browser.post("/user/session_signup", { username: newName(), password: PASSWORD });
});

function ask(method: string, target: string, headers: Record<string, string> = {}) {
  return askRow(server, rows, { method, target, headers });
}

function bySession(): Record<string, string> {
  return { Cookie: String(cookieHeader(browser.cookies).Cookie) };
}

describe("an endpoint for users whose sign-in is recent", () => {
  it("takes a session and a token within a quarter of an hour, with what the path and the query say", async () => {
    const { access } = await signUpForTokens(server);
    for (const headers of [bySession(), { Authorization: `Bearer ${access}` }]) {
      const { status, body } = await ask("DELETE", "/things/a%20b?really=no&really=yes&other=1", headers);
      expect([status, body.id, body.really]).toEqual([200, "a b", "yes"]);
    }
  });

  it("asks for the password again after that, to the second", async () => {
    server.clock.advance(15 * 60 - 1);
    expect((await ask("DELETE", "/things/1", bySession())).status).toBe(200);
    server.clock.advance(1);
    const { status, body } = await ask("DELETE", "/things/1", bySession());
    expect([status, body.code]).toEqual([403, "confirm_required"]);
  });

  it("asks for the password of somebody whom another service signed in, however new their token is", async () => {
    const { refresh } = await signUpForTokens(server);
    await withServerBeside(server, { ROTATE_REFRESH_TOKENS: "true" }, async (rotating) => {
      const { access } = await refreshForTokens(rotating, foreign(rotating, refresh));
      const { status, body } = await ask("DELETE", "/things/1", { Authorization: `Bearer ${access}` });
      expect([status, body.code]).toEqual([403, "confirm_required"]);
    });
  });

  it("refuses whoever is not signed in as other endpoints do", async () => {
    const { status, body } = await ask("DELETE", "/things/1");
    expect([status, body.code]).toEqual([401, "not_authenticated"]);
  });
});

describe("an endpoint for staff", () => {
  it("refuses other users", async () => {
    const { status, body } = await ask("GET", "/staff", bySession());
    expect([status, body.code]).toEqual([403, "permission_denied"]);
  });

  it("takes whom Django's admin takes, and may redirect", async () => {
    await server.sql`UPDATE auth_user SET is_staff = true`;
    const { status, headers } = await ask("GET", "/staff", bySession());
    expect([status, headers.get("Location")]).toEqual([303, "/elsewhere"]);
    await server.sql`UPDATE auth_user SET is_staff = false`;
  });
});

test("a refusal carries the renewed session cookie first, then the cookies of the use case", async () => {
  const { status, headers } = await ask("POST", "/refusing", bySession());
  const names = headers.getSetCookie().map((line) => parseSetCookie(line).name);
  expect([status, names]).toEqual([503, ["sessionid", "latchkey_access"]]);
});

test("a method that no row of the path has is refused with those that it has", async () => {
  const { status, headers } = await ask("PUT", "/things/1", bySession());
  expect([status, headers.get("Allow")]).toEqual([405, "DELETE, OPTIONS"]);
});

test("the renewed session cookie goes with every answer, whatever it is", async () => {
  const answers = [
    await ask("GET", "/staff", bySession()),
    await ask("PUT", "/things/1", bySession()),
    await ask("POST", "/refusing", bySession()),
  ];
  expect(answers.map(({ status }) => status)).toEqual([403, 405, 503]);
  for (const { headers } of answers) expect(headers.getSetCookie()[0]).toMatch(/^sessionid=Fe26/);
});

test("a refusal that is thrown twice carries nothing of its first caller", () => {
  const shared = new ApiError("unavailable");
  const spec = server.settings.session.cookie;
  const first = shared.with([{ spec, value: "first", maxAge: null }]);
  expect(first).toBeInstanceOf(ApiError);
  expect([first.status, first.code, first.cookies.length]).toEqual([503, "unavailable", 1]);
  expect(shared.cookies).toEqual([]);
  expect(shared.with([{ spec, value: "second", maxAge: null }]).cookies.map(({ value }) => value)).toEqual([
    "second",
  ]);
});
