import { afterAll, afterEach, beforeAll, describe, expect, it, test, vi } from "vitest";
import { fillAddresses } from "@/lib/jobs/fill_addresses";
import { copyOf, signInForSession } from "@/lib/testing/browser";
import { type Answer, send, type Target } from "@/lib/testing/client";
import { enter, guess, SIGN_IN_PATHS, statusesOf } from "@/lib/testing/guesses";
import { watchHashing } from "@/lib/testing/passwords/watched_hashing";
import { newName, PASSWORD } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { addUser } from "@/lib/testing/store/sql";

const SETTINGS = { THROTTLE_ACCOUNT: "10/15m", TRUSTED_PROXIES: "127.0.0.1" };
const TEN = Array<number>(10).fill(401);

/** With each of the settings that let an address be given, on one database. */
let both: TestServer;
let byEmail: TestServer;
let byName: TestServer;

beforeAll(async () => {
  both = await startTestServer({ ...SETTINGS, SIGN_IN_BY: "both" });
  byEmail = await startTestServer({ ...SETTINGS, SIGN_IN_BY: "email" }, { beside: both });
  byName = await startTestServer(SETTINGS, { beside: both });
});
afterAll(async () => {
  await byName.close();
  await byEmail.close();
  await both.close();
});
afterEach(() => vi.restoreAllMocks());

interface Account {
  readonly username: string;
  readonly email: string;
}

/** Signs somebody up, with an address in which the case of every letter matters to Django. */
async function newAccount(): Promise<Account> {
  const username = newName();
  const account = { username, email: `${username}.Kim@Example.com` };
  const { status } = await send(both, "/user/jwt_signup", { json: { ...account, password: PASSWORD } });
  expect(status).toBe(201);
  return account;
}

/** Users whom Django made, with one password. @param isRecorded whether their address is @returns their names */
async function addDjangoUsers(email: string, count: number, isRecorded = true): Promise<string[]> {
  const [row] = await both.sql<{ password: string }>`
    SELECT password FROM auth_user WHERE username = ${(await newAccount()).username}`;
  const names = Array.from({ length: count }, newName);
  for (const username of names) await addUser(both.sql, { username, email, password: String(row?.password) });
  if (isRecorded) await fillAddresses({ store: both.store, settings: both.settings, now: new Date() });
  return names;
}

async function statusOf(target: Target, json: Readonly<Record<string, unknown>>): Promise<number> {
  return (await send(target, "/user/jwt_signin", { json: { password: PASSWORD, ...json } })).status;
}

/** An answer but for the time. */
function visible({ status, rawHeaders, text }: Answer): unknown {
  const at = rawHeaders.findIndex((name) => name.toLowerCase() === "date");
  return { status, headers: rawHeaders.toSpliced(at, 2), text };
}

test("what one signs in with is a name, an address or either, at every endpoint, in either field", async () => {
  const { username, email } = await newAccount();
  for (const path of SIGN_IN_PATHS)
    for (const field of ["username", "email"]) {
      const statusAt = async (server: TestServer, typed: string) =>
        (await send(server, path, { json: { [field]: typed, password: PASSWORD } })).status;
      for (const typed of [email, email.toUpperCase(), ` ${email} `]) {
        expect(await statusAt(both, typed), `${path} ${field} ${typed}`).toBe(200);
        expect(await statusAt(byEmail, typed), `${path} ${field} ${typed}`).toBe(200);
        expect(await statusAt(byName, typed)).toBe(field === "username" ? 401 : 400);
      }
      expect(await statusAt(both, username), `${path} ${field}`).toBe(200);
      expect(await statusAt(byEmail, username)).toBe(401);
    }
});

test("both fields may say the same, and one of them has to be there", async () => {
  const { username, email } = await newAccount();
  expect(await statusOf(both, { username: email, email })).toBe(200);
  const bodyOf = async (server: TestServer, json: object) =>
    (await send(server, "/user/jwt_signin", { json })).body;
  const DIFFER = "The username and the email address differ: give one of them.";
  expect(await bodyOf(both, { username, email, password: PASSWORD })).toEqual({ email: [DIFFER] });
  const REQUIRED = ["This field is required."];
  expect(await bodyOf(both, {})).toEqual({ username: REQUIRED, password: REQUIRED });
  expect(await bodyOf(byEmail, {})).toEqual({ email: REQUIRED, password: REQUIRED });
  expect(await bodyOf(byName, { email })).toEqual({ username: REQUIRED, password: REQUIRED });
  expect(await bodyOf(both, { username: "", email: null, password: "x" })).toEqual({
    username: ["This field may not be blank."],
    email: ["This field may not be null."],
  });
  // As ever, a field that nobody asks for is ignored.
  expect(await statusOf(byName, { username, email: null })).toBe(200);
});

test("nobody is left without the address that they sign in with", async () => {
  const BLANK = { email: ["This field may not be blank."] };
  const json = { username: newName(), password: PASSWORD };
  expect((await send(byEmail, "/user/jwt_signup", { json })).body).toEqual({
    email: ["This field is required."],
  });
  expect((await send(byEmail, "/user/jwt_signup", { json: { ...json, email: "" } })).body).toEqual(BLANK);
  expect((await send(both, "/user/jwt_signup", { json })).status).toBe(201);
  const { username } = await newAccount();
  const browser = await signInForSession(both, username);
  expect((await copyOf(byEmail, browser).patch("/user/me", { email: "" })).body).toEqual(BLANK);
  expect((await browser.patch("/user/me", { email: "" })).status).toBe(200);
});

test("a form may give an address, and comes back with it", async () => {
  const post = (server: TestServer, fields: Record<string, string>) =>
    send(server, "/user/session_signin", {
      body: new URLSearchParams(fields).toString(),
      headers: { Accept: "text/html", "Content-Type": "application/x-www-form-urlencoded" },
    });
  const { email } = await newAccount();
  expect((await post(byEmail, { email, password: PASSWORD })).headers.location).toBe("/account");
  const wrong = await post(byEmail, { email, password: "wrong" });
  expect(wrong.headers.location).toBe("/session/signin?error=no_active_account");
  expect(wrong.setCookies.join("\n")).toMatch(/latchkey_form=/);
  expect((await post(byEmail, { email: "", password: PASSWORD })).headers.location).toBe(
    "/session/signin?wrong=email.blank",
  );
});

describe("an address that several accounts have", () => {
  it("signs nobody in, and is refused as an unknown one is, after as many hashes", async () => {
    const email = `${newName()}@example.com`;
    const names = await addDjangoUsers(email, 2);
    for (const server of [both, byEmail])
      for (const path of SIGN_IN_PATHS) {
        const hashing = watchHashing();
        const [shared, unknown] = [
          await enter(server, { path, username: email }),
          await enter(server, { path, username: `${newName()}@example.com` }),
        ];
        expect(shared.status).toBe(401);
        expect(visible(shared)).toEqual(visible(unknown));
        expect(hashing.asked()).toBe(2);
        hashing.restore();
      }
    for (const username of names) expect(await statusOf(both, { username })).toBe(200);
  });

  it("signs the only active one of them in", async () => {
    const email = `${newName()}@example.com`;
    const [first, second] = await addDjangoUsers(email, 2);
    await both.sql`UPDATE auth_user SET is_active = ${false} WHERE username = ${String(first)}`;
    const answer = await send(byEmail, "/user/jwt_signin", { json: { email, password: PASSWORD } });
    expect(answer.body?.user).toMatchObject({ username: second });
    await both.sql`UPDATE auth_user SET is_active = ${false} WHERE username = ${String(second)}`;
    expect(await statusOf(byEmail, { email })).toBe(401);
  });

  it("signs in the one who has proven that it is theirs", async () => {
    const email = `${newName()}@example.com`;
    const names = await addDjangoUsers(email, 3);
    await both.sql.query(
      "UPDATE latchkey_address SET verified_at = '2026-11-01 00:00:00' WHERE user_key = (SELECT CAST(id AS TEXT) FROM auth_user WHERE username = ?)",
      String(names[1]),
    );
    const answer = await send(byEmail, "/user/jwt_signin", { json: { email, password: PASSWORD } });
    expect(answer.body?.user).toMatchObject({ username: names[1] });
  });
});

test("whom Django has just made is found by the address as it stands there, unless two are", async () => {
  const email = `${newName()}.Ha@Example.com`;
  const [username] = await addDjangoUsers(email, 1, false);
  const idOf = async (typed: string) =>
    (await send(byEmail, "/user/jwt_signin", { json: { email: typed, password: PASSWORD } })).body?.user;
  expect(await idOf(email)).toMatchObject({ username });
  expect(await idOf(email.toUpperCase())).toBeUndefined();
  await addDjangoUsers(email, 1, false);
  expect(await idOf(email)).toBeUndefined();
  // Of recorded ones the newest is no exception.
  await fillAddresses({ store: both.store, settings: both.settings, now: new Date() });
  expect(await idOf(email)).toBeUndefined();
});

test("where both are taken a name comes before an address, whoever has that", async () => {
  const { email } = await newAccount();
  const [name] = await addDjangoUsers("", 1);
  await both.sql`UPDATE auth_user SET username = ${email} WHERE username = ${String(name)}`;
  const named = await send(both, "/user/jwt_signin", { json: { email, password: PASSWORD } });
  expect(named.body?.user).toMatchObject({ username: email, email: "" });
  const addressed = await send(byEmail, "/user/jwt_signin", { json: { email, password: PASSWORD } });
  expect(addressed.body?.user).toMatchObject({ email: email.replace("Example", "example") });
});

describe("guesses", () => {
  it("count by account, however it is named", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const { username, email } = await newAccount();
    const spellings = [username, email, email.toUpperCase(), email.toLowerCase()];
    const statuses: number[] = [];
    for (let tried = 0; tried < 10; tried += 1)
      statuses.push((await guess(both, { username: spellings[tried % 4] ?? "" })).status);
    expect(statuses).toEqual(TEN);
    for (const each of spellings) expect((await enter(both, { username: each })).status).toBe(429);
  });

  it("at an address that nobody or several have count as one, however it is written", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const shared = `${newName()}.Lee@example.com`;
    await addDjangoUsers(shared, 2);
    for (const email of [shared, `${newName()}.Lee@example.com`]) {
      const statuses = await statusesOf(byEmail, 5, { username: email });
      statuses.push(...(await statusesOf(byEmail, 5, { username: email.toUpperCase() })));
      expect(statuses).toEqual(TEN);
      expect((await enter(byEmail, { username: email.toLowerCase() })).status).toBe(429);
    }
  });
});

describe("a new name that is an address", () => {
  const NOT_OWN = { username: ["A username that is an email address must be your own."] };
  const signUp = (server: TestServer, json: object) =>
    send(server, "/user/jwt_signup", { json: { password: PASSWORD, ...json } });

  it("has to be one's own where it would be found before somebody else's", async () => {
    const { email } = await newAccount();
    for (const username of [email, email.toUpperCase(), `${newName()}@example.com`]) {
      expect((await signUp(both, { username })).body).toEqual(NOT_OWN);
      expect((await signUp(both, { username, email: `${newName()}@example.com` })).body).toEqual(NOT_OWN);
    }
    const own = `${newName()}@example.com`;
    expect((await signUp(both, { username: own.toUpperCase(), email: own })).status).toBe(201);
    // Where names are not looked at, or nothing else is, nobody is kept out by one.
    for (const server of [byEmail, byName]) {
      const json = { username: `${newName()}@example.com`, email: `${newName()}@example.com` };
      expect((await signUp(server, json)).status).toBe(201);
    }
  });

  it("has to be so after a change, too", async () => {
    const { email } = await newAccount();
    const { username, email: own } = await newAccount();
    const browser = await signInForSession(both, username);
    expect((await browser.patch("/user/me", { username: email })).body).toEqual(NOT_OWN);
    const next = `${newName()}@example.com`;
    expect((await browser.patch("/user/me", { username: next })).body).toEqual(NOT_OWN);
    expect((await browser.patch("/user/me", { username: own })).status).toBe(200);
    expect((await browser.patch("/user/me", { username: next, email: next })).status).toBe(200);
    // Else the name would be the address of whoever gets that next.
    expect((await browser.patch("/user/me", { email: own })).body).toEqual({
      email: ["The username is the present email address: change that first."],
    });
    expect((await browser.patch("/user/me", { username })).status).toBe(200);
    expect((await browser.patch("/user/me", { email: own })).status).toBe(200);
  });
});

test("the OpenAPI document says what a sign-in takes here", async () => {
  const bodyAt = async (server: TestServer) => {
    const { body } = await send(server, "/openapi.json");
    const paths = body?.paths as Record<string, { post: { requestBody: object } }>;
    return JSON.parse(JSON.stringify(paths["/user/jwt_signin"]?.post.requestBody)).content["application/json"]
      .schema;
  };
  const named = await bodyAt(byName);
  expect([Object.keys(named.properties), named.required]).toEqual([
    ["username", "password"],
    ["username", "password"],
  ]);
  for (const server of [both, byEmail]) {
    const { properties, required } = await bodyAt(server);
    expect([Object.keys(properties), required]).toEqual([["username", "email", "password"], ["password"]]);
  }
});

test("a long text with many marks is no address, and costs no time", async () => {
  const typed = `${"e\u0301\u0323".repeat(10_000)}@example.com`;
  expect((await enter(both, { username: typed })).status).toBe(401);
});
