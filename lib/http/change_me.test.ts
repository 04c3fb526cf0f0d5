import { afterAll, afterEach, beforeAll, describe, expect, it, test } from "vitest";
import { fillAddresses } from "@/lib/jobs/fill_addresses";
import { type Browser, openBrowser, signUpForSession } from "@/lib/testing/browser";
import { type Answer, send } from "@/lib/testing/client";
import { me, newName, PASSWORD, refreshStatus, signUpForTokens } from "@/lib/testing/requests";
import { startTestServer, type TestServer, withServer } from "@/lib/testing/server";
import { addUser } from "@/lib/testing/store/sql";
import { tableRows } from "@/lib/testing/table_rows";
import { setUpSecondFactor } from "@/lib/testing/totp";

const NAME_TAKEN = ["A user with that username already exists."];
const ADDRESS_TAKEN = ["A user with that email address already exists."];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterEach(async () => {
  for (const table of ["auth_user", "latchkey_address", "latchkey_event", "latchkey_outbox"])
    await server.sql.query(`DELETE FROM ${table}`);
});
afterAll(() => server.close());

async function signUp(fields: { username?: string; email?: string; age?: number } = {}): Promise<Browser> {
  const browser = openBrowser(server);
  await browser.post("/user/session_signup", { username: newName(), password: PASSWORD, ...fields });
  return browser;
}

const change = (browser: Browser, json: unknown) => browser.patch("/user/me", json);
const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status).sort();
const eventNames = async () =>
  (
    await server.sql<{
      name: string;
    }>`SELECT name FROM latchkey_event WHERE name NOT IN ('signed_in', 'signed_up') ORDER BY name`
  ).map(({ name }) => name);
const mails = async () => {
  const rows = await server.sql<{
    kind: string;
    facts: string;
  }>`SELECT kind, facts FROM latchkey_outbox ORDER BY kind`;
  return rows.map(({ kind, facts }) => [kind, JSON.parse(facts).address, JSON.parse(facts).language]);
};

describe("PATCH /user/me", () => {
  it("changes what it names, and leaves the rest as it is", async () => {
    const browser = await signUp({ username: "kim", email: "kim@example.com", age: 24 });
    const { id } = (await browser.get("/user/me")).body ?? {};
    const kim = { id, username: "kim", email: "kim@example.com", age: 24 };
    for (const [json, user] of [
      [{}, kim],
      [{ age: "25" }, { ...kim, age: 25 }],
      [{ age: null }, { ...kim, age: null }],
      [{ username: " kim2 " }, { ...kim, age: null, username: "kim2" }],
      [
        { email: "Kim@Example.ORG", age: 24.0 },
        { ...kim, username: "kim2", email: "Kim@example.org" },
      ],
      [{ email: "" }, { ...kim, username: "kim2", email: "" }],
    ] as const) {
      expect(await change(browser, json)).toMatchObject({ status: 200, body: user });
      expect((await browser.get("/user/me")).body).toEqual(user);
    }
  });

  it("takes a token, and leaves it valid", async () => {
    const { access, refresh } = await signUpForTokens(server, "lee");
    const json = { username: "lee2" };
    const answer = await send(server, "/user/me", { method: "PATCH", json, bearer: access });
    expect(answer).toMatchObject({ status: 200, body: { username: "lee2" } });
    expect((await me(server, access)).body).toMatchObject({ username: "lee2" });
    expect(await refreshStatus(server, refresh)).toBe(200);
  });

  it("takes a form, in which an empty age is none", async () => {
    const browser = await signUp({ username: "kim", age: 24 });
    const answer = await send(server, "/user/me", {
      method: "PATCH",
      headers: {
        "Content-Type": "application/x-www-form-urlencoded",
        Cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      },
      body: "age=&email=kim%40example.com",
    });
    expect(answer).toMatchObject({
      status: 200,
      body: { username: "kim", age: null, email: "kim@example.com" },
    });
  });

  it("tells all that is wrong at once, and then changes nothing", async () => {
    const browser = await signUp({ username: "kim", age: 24 });
    const before = await tableRows(server);
    expect(await change(browser, { username: null, email: "no address", age: 151 })).toMatchObject({
      status: 400,
      body: {
        username: ["This field may not be null."],
        email: ["Enter a valid email address."],
        age: ["Ensure this value is less than or equal to 150."],
      },
    });
    for (const [json, fields] of [
      [{ username: "" }, ["username"]],
      [{ username: ["kim2"] }, ["username"]],
      [{ username: { $ne: "" } }, ["username"]],
      [{ username: "a\0" }, ["username"]],
      [{ email: null, age: 30 }, ["email"]],
      [{ email: ["a@example.com"] }, ["email"]],
      [{ age: [1] }, ["age"]],
      [{ age: "old", email: "new@example.com" }, ["age"]],
      [[{ age: 30 }], ["non_field_errors"]],
    ] as const) {
      const { status, body } = await change(browser, json);
      expect([status, Object.keys(body ?? {})]).toEqual([400, fields]);
    }
    expect(await tableRows(server)).toEqual(before);
  });

  it("takes the last of duplicate keys", async () => {
    const { access } = await signUpForTokens(server);
    const answer = await send(server, "/user/me", {
      method: "PATCH",
      bearer: access,
      headers: { "Content-Type": "application/json" },
      body: '{"age": 1, "age": 2}',
    });
    expect(answer).toMatchObject({ status: 200, body: { age: 2 } });
  });

  it.each([
    ["is_staff", true],
    ["is_superuser", true],
    ["is_active", false],
    ["id", 1],
    ["password", "another password"],
    ["date_joined", "2000-01-01T00:00:00Z"],
    ["last_login", null],
    ["first_name", "Kim"],
    ["__proto__", { age: 99 }],
    ["constructor", { age: 99 }],
  ])("sets no %s", async (field, value) => {
    const { access } = await signUpForTokens(server);
    const before = await tableRows(server);
    const answer = await send(server, "/user/me", {
      method: "PATCH",
      bearer: access,
      headers: { "Content-Type": "application/json" },
      body: `{${JSON.stringify(field)}: ${JSON.stringify(value)}}`,
    });
    expect(answer.status).toBe(200);
    expect(await tableRows(server)).toEqual(before);
  });

  it("is for whoever is signed in, at this site", async () => {
    expect((await send(server, "/user/me", { method: "PATCH", json: { age: 1 } })).status).toBe(401);
    const { access } = await signUpForTokens(server);
    const headers = { "Sec-Fetch-Site": "cross-site" };
    const sent = { method: "PATCH", json: { age: 1 }, bearer: access, headers };
    expect((await send(server, "/user/me", sent)).status).toBe(403);
  });
});

describe("a sign-in that is not recent", () => {
  it("changes neither name nor address, to the second, but the age", async () => {
    const browser = await signUp({ username: "kim", email: "kim@example.com" });
    const other = await signUp({ username: "taken", email: "taken@example.com" });
    server.clock.advance(15 * 60 - 1);
    expect((await change(browser, { username: "kim2" })).status).toBe(200);
    server.clock.advance(1);
    const before = await tableRows(server);
    for (const json of [
      { username: "kim3" },
      { email: "new@example.com" },
      { username: "taken" },
      { email: "", age: 1 },
    ]) {
      const { status, body } = await change(browser, json);
      expect([json, status, body?.code]).toEqual([json, 403, "confirm_required"]);
    }
    expect(await tableRows(server)).toEqual(before);
    const unchanged = { username: "kim2", email: "kim@example.com", age: 30 };
    expect(await change(browser, unchanged)).toMatchObject({ status: 200, body: unchanged });
    expect((await other.get("/user/me")).status).toBe(200);
  });
});

describe("a name", () => {
  it("of another user is refused however it is written", async () => {
    await signUp({ username: "fiK" });
    await signUp({ username: "café" });
    const browser = await signUp({ username: "kim" });
    for (const username of ["fiK", "\ufb01K", "fi\u212a", " fiK ", "cafe\u0301"])
      expect(await change(browser, { username })).toMatchObject({
        status: 400,
        body: { username: NAME_TAKEN },
      });
  });

  it("is checked and stored as at sign-up", async () => {
    const browser = await signUp({ username: "kim" });
    for (const username of ["a\u200bb", "a b", "<b>", "\u3164", "x".repeat(151), "\ufb03".repeat(51)])
      expect((await change(browser, { username })).status).toBe(400);
    // Cyrillic а: another name.
    for (const [username, stored] of [
      ["kim", "kim"],
      ["k\u0456m", "k\u0456m"],
      ["\ufb01", "fi"],
    ] as const)
      expect(await change(browser, { username })).toMatchObject({ status: 200, body: { username: stored } });
  });

  it("is free again once its user has another", async () => {
    const browser = await signUp({ username: "kim" });
    await change(browser, { username: "kim2" });
    expect((await signUpForSession(server, "kim")).cookies.size).toBe(1);
  });

  test("that fifty want at once is given to one", async () => {
    const browsers = await Promise.all(Array.from({ length: 50 }, () => signUp()));
    const answers = await Promise.all(browsers.map((browser) => change(browser, { username: "wanted" })));
    expect(statuses(answers)).toEqual([200, ...Array.from({ length: 49 }, () => 400)]);
    for (const { status, body } of answers)
      if (status === 400) expect(body).toEqual({ username: NAME_TAKEN });
    expect(await eventNames()).toEqual(["username_changed"]);
  });
});

describe("an address", () => {
  it("of another user is refused however it is written, and together with the name", async () => {
    await signUp({ username: "lee", email: "lee@도메인.한국" });
    const browser = await signUp({ username: "kim" });
    for (const email of ["lee@도메인.한국", "LEE@xn--hq1bm8jm9l.xn--3e0b707e"])
      expect(await change(browser, { email })).toMatchObject({ status: 400, body: { email: ADDRESS_TAKEN } });
    expect(await change(browser, { username: "lee", email: "lee@도메인.한국" })).toMatchObject({
      status: 400,
      body: { username: NAME_TAKEN, email: ADDRESS_TAKEN },
    });
    expect(await change(browser, { username: "lee", age: -1 })).toMatchObject({
      status: 400,
      body: { age: [expect.any(String)] },
    });
  });

  it("is one on both engines where it differs in case only, also beyond ASCII", async () => {
    await signUp({ email: "A@example.com" });
    await signUp({ email: "a@É.example" });
    const browser = await signUp();
    for (const email of ["a@example.com", "A@é.example"])
      expect(await change(browser, { email })).toMatchObject({ status: 400, body: { email: ADDRESS_TAKEN } });
  });

  it.each(["a@x.example,b@y.example", "a@x.example\r\nBcc: b@y.example", "<b>@x.example", "a@x.example\nb"])(
    "is one address: %j is refused",
    async (email) => {
      expect((await change(await signUp(), { email })).status).toBe(400);
    },
  );

  it("may get another spelling, and is claimed: the former one is free", async () => {
    const browser = await signUp({ email: "kim@example.com" });
    expect((await change(browser, { email: "KIM@example.com" })).body).toMatchObject({
      email: "KIM@example.com",
    });
    expect((await change(browser, { email: "new@example.com" })).status).toBe(200);
    const other = await signUp({ email: "kim@example.com" });
    expect((await other.get("/user/me")).body).toMatchObject({ email: "kim@example.com" });
    expect(await change(other, { email: "NEW@example.com" })).toMatchObject({
      body: { email: ADDRESS_TAKEN },
    });
    expect((await change(browser, { email: "" })).status).toBe(200);
    expect((await change(other, { email: "NEW@example.com" })).status).toBe(200);
    const claims = await server.sql`SELECT address FROM latchkey_address`;
    expect(claims).toEqual([{ address: "NEW@example.com" }]);
  });

  test("that fifty want at once is given to one", async () => {
    const browsers = await Promise.all(Array.from({ length: 50 }, () => signUp()));
    const answers = await Promise.all(
      browsers.map((browser, index) =>
        change(browser, { email: `${index % 2 ? "W" : "w"}anted@example.com` }),
      ),
    );
    expect(statuses(answers)).toEqual([200, ...Array.from({ length: 49 }, () => 400)]);
    expect(await server.sql.count("latchkey_address")).toBe(1);
    expect(await eventNames()).toEqual(["email_changed"]);
  });
});

test("a name and an address are taken by users who are not active, or whom Django made, too", async () => {
  await signUp({ username: "inactive", email: "inactive@example.com" });
  await server.sql`UPDATE auth_user SET is_active = false`;
  await addUser(server.sql, { username: "imported", email: "Imported@Example.com" });
  await fillAddresses({ ...server, now: new Date(server.clock.now()) });
  const browser = await signUp({ username: "kim" });
  for (const name of ["inactive", "imported"])
    expect(await change(browser, { username: name, email: `${name}@EXAMPLE.com` })).toMatchObject({
      status: 400,
      body: { username: NAME_TAKEN, email: ADDRESS_TAKEN },
    });
});

describe("the notices", () => {
  it("are events and mails to the address that the user had before, in the language of the request", async () => {
    const browser = await signUp({ username: "kim", email: "kim@example.com" });
    browser.cookies.set("django_language", "ko");
    await change(browser, { age: 5 });
    expect([await eventNames(), await mails()]).toEqual([[], []]);
    await change(browser, { username: "kim2", email: "new@example.com" });
    expect(await eventNames()).toEqual(["email_changed", "username_changed"]);
    expect(await mails()).toEqual([
      ["email_changed", "kim@example.com", "ko"],
      ["username_changed", "kim@example.com", "ko"],
    ]);
  });

  it("are those of changes that happened: fifty of one account at once tell each former address once", async () => {
    const browser = await signUp({ email: "0@example.com" });
    const addresses = Array.from({ length: 50 }, (_, index) => `${index + 1}@example.com`);
    const answers = await Promise.all(addresses.map((email) => change(browser, { email })));
    expect(statuses(answers)).toEqual(addresses.map(() => 200));
    const told = (await mails()).map(([, address]) => address);
    const { email } = (await browser.get("/user/me")).body ?? {};
    expect([...told, email].sort()).toEqual(["0@example.com", ...addresses].sort());
  });
});

test("changes of every kind of which the owner is told count together, by account and by address", async () => {
  await withServer({ THROTTLE_CHANGE: "4/1h" }, async (limited) => {
    const browser = openBrowser(limited);
    const victim = { email: "victim@example.com" };
    await browser.post("/user/session_signup", { username: "kim", password: PASSWORD, ...victim });
    const rename = () => browser.patch("/user/me", { username: newName() });
    const passwordOf = (old_password: string) =>
      browser.post("/user/password_change", { old_password, new_password: "another password" });
    expect([(await passwordOf("wrong")).status, (await passwordOf(PASSWORD)).status]).toEqual([400, 204]);
    const { recoveryCodes } = await setUpSecondFactor(limited, browser.post);
    expect((await browser.post("/user/recovery_codes", { code: recoveryCodes[0] })).status).toBe(200);
    // Back from the victim's address: another one is told from now on, and the account has had its changes.
    expect((await browser.patch("/user/me", { email: "kim@example.com" })).status).toBe(200);
    for (const answer of [await rename(), await browser.delete("/user/me")])
      expect([answer.status, answer.headers["retry-after"]]).toEqual([429, "3600"]);
    expect(await limited.sql.count("latchkey_outbox")).toBe(5);
    // Another account that takes the address has none left.
    const next = openBrowser(limited);
    await next.post("/user/session_signup", { username: "lee", password: PASSWORD, ...victim });
    expect((await next.patch("/user/me", { username: "lee2" })).status).toBe(429);
    expect(await limited.sql.count("latchkey_outbox")).toBe(5);
  });
});

test("a client that is told often enough that names are taken is told no more", async () => {
  await withServer({ THROTTLE_SIGNUP: "2/15m" }, async (throttled) => {
    await signUpForTokens(throttled, "taken");
    const { access } = await signUpForTokens(throttled, "kim");
    const ask = (json: unknown) => send(throttled, "/user/me", { method: "PATCH", json, bearer: access });
    expect(statuses([await ask({ username: "taken" }), await ask({ username: "taken" })])).toEqual([
      400, 400,
    ]);
    expect(await ask({ username: "free" })).toMatchObject({ status: 429, body: { code: "throttled" } });
    expect((await ask({ age: 30 })).status).toBe(200);
  });
});

describe("where tokens name their user by the username", () => {
  const BY_NAME = { USER_ID_FIELD: "username" };

  test("a change of name ends all other sign-ins: nobody who takes the former name gets them", async () => {
    await withServer(BY_NAME, async (byName) => {
      const { access, refresh } = await signUpForTokens(byName, "kim");
      const browser = openBrowser(byName);
      await browser.post("/user/session_signin", { username: "kim", password: PASSWORD });
      expect((await browser.patch("/user/me", { username: "kim2" })).status).toBe(200);
      expect((await browser.get("/user/me")).body).toMatchObject({ username: "kim2" });
      expect(await byName.sql`SELECT id FROM latchkey_family WHERE ended_at IS NULL`).toEqual([]);
      await signUpForTokens(byName, "kim");
      expect([(await me(byName, access)).status, await refreshStatus(byName, refresh)]).toEqual([401, 401]);
    });
  });

  test("a change of name by token ends that sign-in, too", async () => {
    await withServer(BY_NAME, async (byName) => {
      const { access } = await signUpForTokens(byName, "kim");
      const json = { username: "kim2" };
      expect((await send(byName, "/user/me", { method: "PATCH", json, bearer: access })).status).toBe(200);
      await signUpForTokens(byName, "kim");
      expect((await me(byName, access)).status).toBe(401);
      expect(await byName.sql`SELECT id FROM latchkey_family WHERE ended_at IS NULL`).toHaveLength(1);
    });
  });
});
