import type { OutgoingHttpHeaders } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { send } from "@/lib/testing/client";
import { cookiesBack } from "@/lib/testing/cookies";
import { newName, PASSWORD } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";

const FORM = {
  Accept: "text/html,application/xhtml+xml,*/*;q=0.8",
  "Content-Type": "application/x-www-form-urlencoded",
};
const PATCH = "/user/me?_method=PATCH";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ AUTH_COOKIE: "access_token" });
});
afterAll(() => server.close());

/** Posts as a browser without scripts does. */
function post(path: string, fields: Record<string, string>, headers: OutgoingHttpHeaders = {}) {
  return send(server, path, {
    method: "POST",
    headers: { ...FORM, ...headers },
    body: new URLSearchParams(fields).toString(),
  });
}

async function signUp(mode: "session" | "jwt" = "session") {
  const answer = await send(server, `/user/${mode}_signup`, {
    json: { username: newName(), password: PASSWORD, age: 24 },
  });
  const headers = cookiesBack(answer);
  return { headers, user: (await send(server, "/user/me", { headers })).body };
}

const me = async (headers: OutgoingHttpHeaders) => (await send(server, "/user/me", { headers })).body;

describe("a form without scripts", () => {
  it("changes the account by PATCH, and leads back to its page, refused or not", async () => {
    const { headers } = await signUp();
    const changed = await post(PATCH, { age: "25" }, headers);
    expect([changed.status, changed.headers.location]).toEqual([303, "/account"]);
    expect((await post(PATCH, { age: "" }, headers)).headers.location).toBe("/account");
    expect(await me(headers)).toMatchObject({ age: null });
    const wrong = await post(PATCH, { age: "many" }, headers);
    expect(wrong.headers.location).toBe("/account?wrong=age.invalid_integer");
    expect(wrong.setCookies.join()).toContain("latchkey_form=");
  });

  it("is told to confirm who it is, and what was typed is kept for the page", async () => {
    const { headers } = await signUp();
    server.clock.advance(15 * 60);
    const asked = await post(PATCH, { username: "kept-name" }, headers);
    expect([asked.status, asked.headers.location]).toEqual([303, "/account?error=confirm_required"]);
    expect(asked.setCookies.join()).toContain("latchkey_form=");
    expect(asked.setCookies.join()).not.toContain("kept-name");
  });

  it("deletes the account, and leads where it says; a sign-in that is not recent is asked first", async () => {
    const { headers } = await signUp();
    const remove = "/user/me?_method=DELETE&next=/account/deleted";
    server.clock.advance(15 * 60);
    const asked = await post(remove, {}, headers);
    expect(asked.headers.location).toBe("/account?error=confirm_required&next=%2Faccount%2Fdeleted");
    const confirmed = await post("/user/confirm?next=/account?confirmed=1", { password: PASSWORD }, headers);
    expect(confirmed.headers.location).toBe("/account?confirmed=1");
    const gone = await post(remove, {}, cookiesBack(confirmed));
    expect([gone.status, gone.headers.location]).toEqual([303, "/account/deleted"]);
    expect((await send(server, "/user/me", { headers: cookiesBack(confirmed) })).status).toBe(401);
  });

  it("that ends a sign-in which has ended already leads back to the list, and says so", async () => {
    const { headers } = await signUp();
    const answer = await post("/user/sessions/gone?_method=DELETE", {}, headers);
    expect([answer.status, answer.headers.location]).toEqual([303, "/account/signins?error=not_found"]);
  });

  it("has a link beside it to a file, which leads back where it is refused", async () => {
    const { headers } = await signUp();
    const open = () => send(server, "/user/me/export", { headers: { ...headers, Accept: FORM.Accept } });
    expect(await open()).toMatchObject({ status: 200, body: { user: { age: 24 } } });
    server.clock.advance(15 * 60);
    const refused = await open();
    expect([refused.status, refused.headers.location]).toEqual([303, "/account?error=confirm_required"]);
    expect((await send(server, "/user/me/export", { headers })).status).toBe(403);
  });

  it.each([
    ["a program", { Accept: "application/json" }],
    ["JSON", { "Content-Type": "application/json" }],
  ])("is what names a method; not %s", async (_what, headers) => {
    const person = await signUp();
    const answer = await post(PATCH, { age: "25" }, { ...person.headers, ...headers });
    expect([answer.status, answer.body?.code]).toEqual([405, "method_not_allowed"]);
  });

  it.each(["GET", "PUT", "OPTIONS", "constructor", ""])("names no other method: %s", async (method) => {
    const { headers } = await signUp();
    expect((await post(`/user/me?_method=${method}`, { age: "25" }, headers)).status).toBe(405);
  });

  it("of another site changes nothing", async () => {
    const { headers } = await signUp();
    const answer = await post(PATCH, { age: "25" }, { ...headers, "Sec-Fetch-Site": "cross-site" });
    expect([answer.status, answer.body?.code]).toEqual([403, "cross_site"]);
    expect(await me(headers)).toMatchObject({ age: 24 });
  });
});

describe("a change that names its user", () => {
  it("is made for that user alone, where two are signed in, by session and by tokens", async () => {
    const [bySession, byTokens] = [await signUp("session"), await signUp("jwt")];
    const both = { Cookie: `${bySession.headers.Cookie}; ${byTokens.headers.Cookie}` };
    const change = (id: unknown, headers: OutgoingHttpHeaders) =>
      send(server, `/user/me?_user=${id}`, { method: "PATCH", json: { age: 30 }, headers });
    expect((await change(byTokens.user?.id, both)).status).toBe(200);
    // The access token has run out: the session's user is the caller.
    for (const headers of [both, bySession.headers]) {
      const answer = await change(headers === both ? bySession.user?.id : byTokens.user?.id, headers);
      expect([answer.status, answer.body?.code]).toEqual([401, "not_authenticated"]);
    }
    expect([await me(bySession.headers), await me(byTokens.headers)]).toMatchObject([
      { age: 24 },
      { age: 30 },
    ]);
    expect((await change(bySession.user?.id, bySession.headers)).status).toBe(200);
  });
});
