import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import { FieldErrors } from "@/lib/contract/errors";
import { openBrowser } from "@/lib/testing/browser";
import { send } from "@/lib/testing/client";
import { PASSWORD, signInForTokens } from "@/lib/testing/requests";
import { startTestServer, type TestServer, withServer, withServerBeside } from "@/lib/testing/server";
import { addUser, firstUser, userRows } from "@/lib/testing/store/sql";
import { createUserTable, userTableSettings } from "@/lib/testing/store/user_tables";
import { labelOf } from "./find_person";
import { readOrder } from "./options";
import { linesOf } from "./refused";
import { runUser } from "./run_user";

/** What a new user has in the columns of {@link createUserTable} that have other names than Django's. */
const OTHER_COLUMNS = { enabled: true, staff: false, remarks: "" };
const INSERTED = { uuid: OTHER_COLUMNS, text: { ...OTHER_COLUMNS, Code: "uuid4()" } };

let server: TestServer;
beforeEach(async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  server = await startTestServer();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await server.close();
});

type Values = Parameters<typeof readOrder>[0];

/** What `npm run user -- WORDS` tells, or the sentence why not. */
async function run(words: string, values: Values = {}, password = PASSWORD, on = server): Promise<string> {
  const { settings, store, clock } = on;
  const order = readOrder(values, words.split(" "));
  try {
    return await runUser({ settings, store, now: new Date(clock.now()) }, order, async () => password);
  } catch (error) {
    if (error instanceof FieldErrors) return linesOf(error.fields);
    if (error instanceof Error) return error.message;
    throw error;
  }
}

const signInStatus = async (username: string, password = PASSWORD) =>
  (await send(server, "/user/session_signin", { json: { username, password } })).status;

describe("npm run user -- create", () => {
  it("makes an account that can be signed in to, also where sign-up is closed, and staff where told", () =>
    withServerBeside(server, { SIGN_UP: "false" }, async (closed) => {
      const told = await run("create kim", { email: "Kim@Example.com", staff: true }, PASSWORD, closed);
      expect(told).toBe("Made the account kim (id 1), who is staff.");
      expect(await firstUser(server.sql)).toMatchObject({
        ...{ username: "kim", email: "Kim@example.com", isStaff: true, isActive: true },
      });
      expect(await signInStatus("kim")).toBe(200);
      const { events } = JSON.parse(await run("show kim", { json: true }));
      expect(
        events.slice(-2).map(({ event, facts }: { event: string; facts: object }) => [event, facts]),
      ).toEqual(
        expect.arrayContaining([
          ["signed_up", { by: "command" }],
          ["staff_added", { by: "command" }],
        ]),
      );
    }));

  it("says all that is wrong, before it asks for a password", async () => {
    await run("create kim", { email: "kim@example.com" });
    const asked = vi.fn(async () => PASSWORD);
    const order = readOrder({ email: "KIM@example.com" }, ["create", "kim"]);
    const scope = { settings: server.settings, store: server.store, now: new Date(server.clock.now()) };
    await expect(runUser(scope, order, asked)).rejects.toBeInstanceOf(FieldErrors);
    expect(asked).not.toHaveBeenCalled();
    expect(await run("create kim", { email: "KIM@example.com" })).toBe(
      "username: A user with that username already exists.\nemail: A user with that email address already exists.",
    );
    expect(await run("create lee", { email: "no address" })).toMatch(/^email: Enter a valid email address/);
    expect(await userRows(server.sql)).toHaveLength(1);
  });

  it("runs the validators of passwords", () =>
    withServerBeside(server, { PASSWORD_VALIDATORS: "min_length,common" }, async (strict) => {
      expect(await run("create kim", {}, "password", strict)).toBe("password: This password is too common.");
      expect(await run("create kim", {}, "", strict)).toMatch(/^password: /);
      expect(await userRows(server.sql)).toEqual([]);
    }));

  it("makes one whose password nobody knows, and prints the link that sets one", async () => {
    const told = await run("create kim", { "no-password": true });
    const [, uid, new_password_token] = /\n\S+\/reset\/(.+)\/(.+)\/$/.exec(told) ?? [];
    const json = { uid, token: new_password_token, new_password: "a new password" };
    expect((await send(server, "/user/password_reset_confirm", { json })).status).toBe(204);
    expect(await signInStatus("kim", "a new password")).toBe(200);
  });
});

test("an account is changed beside the server, and each act says whether it was so already", async () => {
  await run("create kim", { email: "kim@example.com" });
  const browser = openBrowser(server);
  const signIn = () => browser.post("/user/session_signin", { username: "kim", password: PASSWORD });
  const me = async () => (await browser.get("/user/me")).status;
  await signIn();
  expect([await me(), await run("sign-out kim"), await me()]).toEqual([
    ...[200, "kim (id 1) is signed out everywhere.", 401],
  ]);
  await signIn();
  expect([await me(), await run("deactivate kim@example.com"), await me()]).toEqual([
    ...[200, expect.stringMatching(/^kim \(id 1\) is deactivated: /), 401],
  ]);
  expect([await run("deactivate kim"), await signInStatus("kim")]).toEqual([
    ...["kim (id 1) was deactivated already.", 401],
  ]);
  expect(await run("reset-link kim")).toBe("kim (id 1) is deactivated: activate it first.");
  expect([await run("activate", { id: "1" }), await signInStatus("kim")]).toEqual([
    ...["kim (id 1) is active: its owner can sign in again.", 200],
  ]);
  expect([await run("make-staff kim"), await run("make-staff kim"), await run("remove-staff kim")]).toEqual([
    ...["kim (id 1) is staff.", "kim (id 1) was staff already.", "kim (id 1) is no longer staff."],
  ]);
  expect(await run("reset-link kim", { mail: true })).toMatch(/^kim \(id 1\) gets a mail/);
  expect(await run("reset-link kim")).toMatch(/^http:\/\/\S+\/reset\/\S+\/\S+\/$/);
});

test("a name that is another's address names neither; their ids do", async () => {
  await addUser(server.sql, { username: "lee", email: "kim@example.com" });
  await addUser(server.sql, { username: "kim@example.com", email: "x@example.com" });
  expect(await run("show kim@example.com")).toMatch(/^Several accounts are named so: .*--id/);
  expect(await run("show", { id: "2" })).toMatch(/^kim@example\.com \(id 2\)\n/);
  for (const id of ["9", "x", "-1"]) expect(await run("show", { id })).toBe(`No account has the id ${id}.`);
  expect(await run("deactivate nobody")).toBe("No account has the name or address nobody.");
});

test("show tells sign-ins, second factor, address and events, and drives no terminal", async () => {
  await run("create kim", { email: "kim@example.com" });
  await signInForTokens(server, "kim");
  await send(server, "/user/session_signin", {
    json: { username: "kim", password: PASSWORD },
    headers: { "User-Agent": "evil\u009b2J/1.0" },
  });
  await server.sql`UPDATE auth_user SET username = ${"k\u001b[31m\u202eim"}`;
  const told = await run("show kim@example.com");
  expect(told).toMatch(/^k\\u001b\[31m\\u202eim \(id 1\)\n {2}email +kim@example\.com, not verified\n/);
  expect(told).toMatch(/second factor {2}off\nSign-ins \(2\):\n {2}(tokens |session) {2}since /);
  expect(told).toMatch(/signed_up {2}by=command$/);
  expect(told.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  const json = await run("show", { id: "1", json: true });
  expect(json.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(JSON.parse(json)).toMatchObject({
    ...{ id: 1, username: "k\u001b[31m\u202eim", is_active: true, email_verified: false, has_password: true },
    ...{ second_factor: { enabled: false }, sign_ins: [{}, {}] },
  });
  expect(json).not.toMatch(/pbkdf2|digest/);
  // Where a user table's key is a text.
  expect(labelOf({ username: "kim", id: "k\u001b[2J" })).toBe("kim (id k\\u001b[2J)");
});

test("list tells accounts page by page, and those whose name or address begins so", async () => {
  for (const name of ["kim", "lee", "kang"]) await run(`create ${name}`, { email: `${name}@example.com` });
  await run("deactivate lee");
  await run("make-staff kim");
  const first = await run("list", { limit: "2" });
  expect(first).toMatch(
    /^kang \(id 3\) {2}kang@example\.com\nlee \(id 2\) {2}\S+ {2}deactivated\nThere are more: --after \S+$/,
  );
  const rest = await run("list", { after: first.split(" ").at(-1) });
  expect(rest).toBe("kim (id 1)  kim@example.com  staff");
  const { users, next } = JSON.parse(await run("list", { prefix: "k", json: true }));
  expect([users.map(({ username }: { username: string }) => username), next]).toEqual([
    ["kang", "kim"],
    null,
  ]);
  expect(await run("list", { prefix: "nobody" })).toBe("There is no such account.");
});

test.each(["uuid", "text"] as const)(
  "a Django project's own table of users whose key is %s is worked on",
  (type) =>
    withServer(
      { ...userTableSettings(type), USER_INSERT_DEFAULTS: JSON.stringify(INSERTED[type]) },
      async (project) => {
        const own = (words: string, values: Values = {}) => run(words, values, PASSWORD, project);
        const made = await own("create kim", { email: "kim@example.com" });
        const [, id = ""] = /\(id (.+)\)\.$/.exec(made) ?? [];
        const json = { username: "kim", password: PASSWORD };
        expect((await send(project, "/user/session_signin", { json })).status).toBe(200);
        const { users } = JSON.parse(await own("list", { prefix: "KIM@", json: true }));
        expect(users).toMatchObject([{ id, username: "kim", is_active: true, is_staff: false }]);
        expect(await own("show", { id })).toMatch(/\nSign-ins \(1\):\n/);
        expect(await own("sign-out", { id })).toBe(`kim (id ${id}) is signed out everywhere.`);
        for (const what of ["deactivate", "activate"])
          expect(await own(what, { id })).toBe("The table of the users has no column is_active.");
        expect(await own("make-staff kim")).toBe("The table of the users has no column is_staff.");
        expect(await own("create lee", { staff: true })).toBe(
          "The table of the users has no column is_staff.",
        );
      },
      { prepare: (sql) => createUserTable(sql, type) },
    ),
);
