import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import type { z } from "zod";
import type { peopleSchema, personDataSchema } from "@/lib/contract/responses";
import { type Browser, copyOf, openBrowser, signInForSession, signUpForSession } from "@/lib/testing/browser";
import { send } from "@/lib/testing/client";
import { meStatus, PASSWORD, refreshStatus, signInForTokens } from "@/lib/testing/requests";
import { startTestServer, type TestServer, withServerBeside } from "@/lib/testing/server";

type People = z.input<typeof peopleSchema>;
type PersonData = z.input<typeof personDataSchema>;

let server: TestServer;
let staff: Browser;
let logged: Record<string, unknown>[];
beforeEach(async () => {
  logged = [];
  vi.spyOn(console, "error").mockImplementation((line: string) => void logged.push(JSON.parse(line)));
  server = await startTestServer({ EMAIL_HOST: "127.0.0.1" });
  staff = await signUpForSession(server, "staff");
  await server.sql`UPDATE auth_user SET is_staff = true`;
});
afterEach(async () => {
  vi.restoreAllMocks();
  await server.close();
});

const USERS = "/user/admin/users";

async function signUp(username: string): Promise<{ browser: Browser; id: string }> {
  const browser = openBrowser(server);
  const email = `${username}@example.com`;
  const { body } = await browser.post("/user/session_signup", { username, password: PASSWORD, email });
  return { browser, id: String(body?.id) };
}

const search = async (query = "", browser = staff) =>
  (await browser.get(`${USERS}?${query}`)).body as unknown as People;
const show = async (id: string) => (await staff.get(`${USERS}/${id}`)).body as unknown as PersonData;
const act = async (id: string, what: string, browser = staff) => {
  const { status, body } = await browser.post(`${USERS}/${id}/${what}`);
  return body === null ? status : [status, body.code];
};
const namesOf = ({ users }: People) => users.map(({ username }) => username);
const ACTS = ["deactivate", "activate", "signout", "password_reset"];

describe("staff", () => {
  it("find people by name, address and id, page by page, and see nobody's password", async () => {
    for (let index = 0; index < 55; index++)
      await server.sql`INSERT INTO auth_user (username, password, email, first_name, last_name, is_superuser, is_staff, is_active,
        date_joined) VALUES (${`kim${index}`}, '!secret', '', '', '', false, false, true, '2026-11-01 00:00:00')`;
    const { id } = await signUp("lee");
    expect(namesOf(await search("prefix=LEE"))).toEqual(["lee"]);
    expect(namesOf(await search("prefix=lee@ex"))).toEqual(["lee"]);
    expect(namesOf(await search(`prefix=${id}`))[0]).toBe("lee");
    const first = await search("prefix=kim");
    const second = await search(`prefix=kim&after=${encodeURIComponent(first.next ?? "")}`);
    expect([first.users.length, second.users.length, second.next]).toEqual([50, 5, null]);
    expect((await search()).users[0]).toMatchObject({
      username: "lee",
      email: "lee@example.com",
      is_active: true,
    });
    expect((await staff.get(`${USERS}?prefix=kim`)).text).not.toContain("secret");
    for (const query of ["prefix=%00", `prefix=${"x".repeat(255)}`, "after=%00"])
      expect((await staff.get(`${USERS}?${query}`)).status, query).toBe(400);
  });

  it("see one person: facts, sign-ins, events", async () => {
    const { id } = await signUp("kim");
    const { user, sign_ins, events } = await show(id);
    expect(user).toMatchObject({ username: "kim", email_verified: false, second_factor: false });
    expect(sign_ins).toMatchObject([{ mode: "session", current: false }]);
    expect(events.map(({ event }) => event)).toEqual(["signed_in", "signed_up"]);
    for (const none of ["999", "x", "%00", "9".repeat(30), "%ED%95%9C"])
      expect((await staff.get(`${USERS}/${none}`)).status, none).toBe(404);
  });

  it("deactivate an account, which ends its sign-ins, and activate it; each is an event that names them", async () => {
    const { id, browser } = await signUp("kim");
    const tokens = await signInForTokens(server, "kim");
    expect([await act(id, "deactivate"), await act(id, "deactivate")]).toEqual([204, 204]);
    expect([
      (await copyOf(server, browser).get("/user/me")).status,
      await meStatus(server, tokens.access),
      await refreshStatus(server, tokens.refresh),
    ]).toEqual([401, 401, 401]);
    expect((await show(id)).user.is_active).toBe(false);
    expect([await act(id, "activate"), await act(id, "activate")]).toEqual([204, 204]);
    const { events, user } = await show(id);
    expect(user.is_active).toBe(true);
    expect(events.slice(0, 2)).toMatchObject([
      { event: "account_activated", facts: { by: "1" }, address: null },
      { event: "account_deactivated", facts: { by: "1" }, address: null },
    ]);
    expect(logged.filter(({ by }) => by === "1")).toMatchObject([
      { event: "account_deactivated", user: id, address: expect.any(String) },
      { event: "account_activated", user: id, address: expect.any(String) },
    ]);
  });

  it("end one sign-in, of a session or a token family, or all", async () => {
    const { id, browser } = await signUp("kim");
    const tokens = await signInForTokens(server, "kim");
    const other = await signInForSession(server, "kim");
    const ended = async (signIn: string) =>
      (await staff.delete(`${USERS}/${id}/sessions/${encodeURIComponent(signIn)}`)).status;
    const { sign_ins } = await show(id);
    const family = sign_ins.find(({ mode }) => mode === "jwt")?.id ?? "";
    const [session = "", another = ""] = sign_ins
      .filter(({ mode }) => mode === "session")
      .map(({ id }) => id);
    expect([
      await ended(family),
      await ended(family),
      await ended(session),
      await ended("x"),
      await ended("\0"),
    ]).toEqual([...[204, 404, 204, 404, 404]]);
    expect(await meStatus(server, tokens.access)).toBe(401);
    expect(await refreshStatus(server, tokens.refresh)).toBe(401);
    expect((await show(id)).sign_ins.map((signIn) => signIn.id)).toEqual([another]);
    expect((await show(id)).events[0]).toMatchObject({
      event: "sign_in_ended",
      facts: { which: "one", by: "1" },
    });
    expect(await act(id, "signout")).toBe(204);
    for (const each of [browser, other])
      expect((await copyOf(server, each).get("/user/me")).status).toBe(401);
    expect((await show(id)).events[0]).toMatchObject({
      event: "sign_in_ended",
      facts: { which: "all", by: "1" },
    });
  });

  it("end no sign-in of somebody else by the id of another person", async () => {
    const kim = await signUp("kim");
    const lee = await signUp("lee");
    const [signIn] = (await show(kim.id)).sign_ins;
    expect((await staff.delete(`${USERS}/${lee.id}/sessions/${signIn?.id}`)).status).toBe(404);
    expect((await copyOf(server, kim.browser).get("/user/me")).status).toBe(200);
  });

  it("have a mail sent to reset a password, and are told where none can go", async () => {
    const { id } = await signUp("kim");
    expect(await act(id, "password_reset")).toBe(204);
    const mails = await server.sql`SELECT kind, user_key FROM latchkey_outbox`;
    expect(mails).toEqual([{ kind: "password_reset", user_key: id }]);
    expect((await show(id)).events[0]).toMatchObject({ event: "password_reset_asked", facts: { by: "1" } });
    await server.sql`UPDATE auth_user SET email = '' WHERE username = 'kim'`;
    expect(await act(id, "password_reset")).toEqual([409, "no_reset_mail"]);
  });
});

test("the mails that staff have sent to somebody are limited as those that others have; deactivating never is", async () => {
  const { id } = await signUp("kim");
  const limits = { THROTTLE_MAIL: "2/1h", THROTTLE_CHANGE: "1/1h", EMAIL_HOST: "127.0.0.1" };
  await withServerBeside(server, limits, async (limited) => {
    const by = copyOf(limited, staff);
    const all: unknown[] = [];
    for (const what of [...ACTS.slice(0, 2), ...ACTS.slice(0, 2)]) all.push(await act(id, what, by));
    expect(all).toEqual([204, 204, 204, [429, "throttled"]]);
    await server.sql`UPDATE auth_user SET is_active = true`;
    // A stranger's request counts, too.
    await send(limited, "/user/password_reset", { json: { email: "Kim@example.com" } });
    expect(await act(id, "password_reset", by)).toBe(204);
    expect(await act(id, "password_reset", by)).toEqual([429, "throttled"]);
    // An event of nobody's mail is none.
    expect((await show(id)).events.filter(({ event }) => event === "password_reset_asked")).toHaveLength(1);
  });
});

describe("nobody else gets in", () => {
  const requests = (id: string): [method: string, path: string][] => [
    ["GET", USERS],
    ["GET", `${USERS}?prefix=staff`],
    ["GET", `${USERS}/${id}`],
    ...ACTS.map((what): [string, string] => ["POST", `${USERS}/${id}/${what}`]),
    ["DELETE", `${USERS}/${id}/sessions/x`],
  ];
  const answersTo = async (browser: Browser, id: string) => {
    const answers = requests(id).map(async ([method, path]) => {
      const { status, text } = await send(server, path, {
        method,
        headers: { Cookie: [...browser.cookies].map((pair) => pair.join("=")).join("; ") },
      });
      return `${status} ${text}`;
    });
    return [...new Set(await Promise.all(answers))];
  };

  it("and the answer is the same whether there is such a user or not", async () => {
    const { browser, id } = await signUp("kim");
    for (const each of [browser, openBrowser(server)]) {
      const there = await answersTo(each, "1");
      expect(there).toHaveLength(1);
      expect(await answersTo(each, "999")).toEqual(there);
      expect(await answersTo(each, id)).toEqual(there);
    }
    expect(await answersTo(browser, "1")).toEqual([expect.stringMatching(/^403 .*permission_denied/)]);
    expect(await answersTo(openBrowser(server), "1")).toEqual([
      expect.stringMatching(/^401 .*not_authenticated/),
    ]);
  });

  it("not staff whose status was taken away, or who was deactivated, from that moment on", async () => {
    expect((await staff.get(USERS)).status).toBe(200);
    await server.sql`UPDATE auth_user SET is_staff = false`;
    expect((await staff.get(USERS)).status).toBe(403);
    await server.sql`UPDATE auth_user SET is_staff = true, is_active = false`;
    expect([401, 403]).toContain((await staff.get(USERS)).status);
  });

  it("not staff who gave their password too long ago", async () => {
    const { id } = await signUp("kim");
    server.clock.advance(15 * 60);
    expect(await answersTo(staff, id)).toEqual([expect.stringMatching(/^403 .*confirm_required/)]);
    await staff.post("/user/confirm", { password: PASSWORD });
    expect(await act(id, "signout")).toBe(204);
  });

  it("not staff without a second factor, where they need one", () =>
    withServerBeside(server, { MFA_REQUIRED_FOR_STAFF: "true" }, async (beside) => {
      const { status, body } = await copyOf(beside, staff).get(USERS);
      expect([status, body?.code]).toEqual([403, "mfa_required"]);
    }));

  it("not another site's form, with the cookies of staff", async () => {
    const { id } = await signUp("kim");
    for (const headers of [{ Origin: "https://evil.example" }, { "Sec-Fetch-Site": "cross-site" }]) {
      const { status, body } = await staff.post(`${USERS}/${id}/deactivate`, {}, headers);
      expect([status, body?.code]).toEqual([403, "cross_site"]);
    }
    expect((await show(id)).user.is_active).toBe(true);
  });
});

describe("whom staff may act on", () => {
  it("not on superusers, unless they are one", async () => {
    const { id, browser } = await signUp("root");
    await server.sql`UPDATE auth_user SET is_superuser = true, is_active = true WHERE username = 'root'`;
    const [signIn] = (await show(id)).sign_ins;
    const all = async () => [
      ...(await Promise.all(ACTS.filter((what) => what !== "activate").map((what) => act(id, what)))),
      (await staff.delete(`${USERS}/${id}/sessions/${signIn?.id}`)).body?.code,
    ];
    const refused = [403, "permission_denied"];
    expect(await all()).toEqual([refused, refused, refused, "permission_denied"]);
    expect((await copyOf(server, browser).get("/user/me")).status).toBe(200);
    expect((await show(id)).events.map(({ event }) => event)).toEqual(["signed_in", "signed_up"]);
    expect(await server.sql.count("latchkey_outbox")).toBe(0);
    await server.sql`UPDATE auth_user SET is_superuser = true`;
    expect(await act(id, "deactivate")).toBe(204);
    await server.sql`UPDATE auth_user SET is_superuser = false WHERE username = 'staff'`;
    expect(await act(id, "activate")).toEqual(refused);
  });

  it("not on themselves, and the answer says so", async () => {
    await server.sql`UPDATE auth_user SET email = 'staff@example.com'`;
    for (const what of ACTS.filter((each) => each !== "activate")) {
      const { status, body } = await staff.post(`${USERS}/1/${what}`);
      expect([status, body?.detail], what).toEqual([403, expect.stringContaining("own account")]);
    }
    expect((await staff.get("/user/me")).status).toBe(200);
  });

  it("is decided with the act: whoever is made a superuser meanwhile is left alone", async () => {
    const { id } = await signUp("kim");
    for (let round = 0; round < 10; round++) {
      await server.sql`UPDATE auth_user SET is_superuser = false, is_active = true WHERE username = 'kim'`;
      const [outcome] = await Promise.all([
        act(id, "deactivate"),
        server.sql`UPDATE auth_user SET is_superuser = true WHERE username = 'kim' AND is_active`,
      ]);
      const [row] = await server.sql`SELECT is_active, is_superuser FROM auth_user WHERE username = 'kim'`;
      // One of the two came first, and the other found it so.
      expect(Boolean(row?.is_active)).toBe(Boolean(row?.is_superuser));
      expect(outcome).toEqual(row?.is_active ? [403, "permission_denied"] : 204);
    }
  });
});

test("a form leads back to the person's page, done or refused", async () => {
  const { id } = await signUp("kim");
  const page = `/admin/users/${id}`;
  const form = async (path: string, next: string | null, fields = {}) => {
    const query = next === null ? "" : `${path.includes("?") ? "&" : "?"}next=${encodeURIComponent(next)}`;
    const { status, headers } = await staff.form(`${path}${query}`, fields);
    return [status, headers.location];
  };
  expect(await form(`${USERS}/${id}/deactivate`, `${page}?done=deactivate`)).toEqual([
    303,
    `${page}?done=deactivate`,
  ]);
  expect(await form(`${USERS}/${id}/password_reset`, `${page}?done=password_reset`)).toEqual([
    303,
    `${page}?error=no_reset_mail&next=${encodeURIComponent(`${page}?done=password_reset`)}`,
  ]);
  expect(await form(`${USERS}/${id}/sessions/x?_method=DELETE`, page)).toEqual([
    303,
    `${page}?error=not_found`,
  ]);
  expect(await form(`${USERS}/${id}/signout`, null)).toEqual([303, "/admin"]);
  for (const elsewhere of ["https://evil.example/admin/users/1", "//evil.example/admin/users/1"])
    expect((await form(`${USERS}/x/signout`, elsewhere))[1], elsewhere).toBe("/admin?error=not_found");
  expect(await form("/user/confirm", `${page}?act=signout`, { password: "wrong" })).toEqual([
    303,
    `${page}?wrong=password.password_incorrect&next=${encodeURIComponent(`${page}?act=signout`)}`,
  ]);
});
