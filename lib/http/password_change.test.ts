import { afterAll, beforeAll, beforeEach, describe, expect, it, test, vi } from "vitest";
import { type Browser, copyOf, openBrowser, signInForSession } from "@/lib/testing/browser";
import { type Answer, send } from "@/lib/testing/client";
import {
  meStatus,
  newName,
  PASSWORD,
  refreshStatus,
  signInForTokens,
  signUpForTokens,
} from "@/lib/testing/requests";
import { startTestServer, type TestServer, withServer, withServerBeside } from "@/lib/testing/server";
import { firstUser, userRows } from "@/lib/testing/store/sql";
import { tableRows } from "@/lib/testing/table_rows";
import { foreign } from "@/lib/testing/tokens";

const NEW = "another horse";
const WRONG = ["Your old password was entered incorrectly. Please enter it again."];
const CHANGE = { old_password: PASSWORD, new_password: NEW };

let server: TestServer;
let username: string;
let browser: Browser;
beforeAll(async () => {
  server = await startTestServer({ ROTATE_REFRESH_TOKENS: "true", BLACKLIST_AFTER_ROTATION: "true" });
});
afterAll(() => server.close());
beforeEach(async () => {
  username = newName();
  browser = openBrowser(server);
  await browser.post("/user/session_signup", {
    username,
    password: PASSWORD,
    email: `${username}@example.com`,
  });
});

const changeBy = (by: Browser, json: object = CHANGE) => by.post("/user/password_change", json);
const changeByToken = (access: string, json: object = CHANGE, on: TestServer = server) =>
  send(on, "/user/password_change", { json, bearer: access });
const signInStatus = async (password: string) =>
  (await send(server, "/user/session_signin", { json: { username, password } })).status;
const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status);

describe("POST /user/password_change", () => {
  it("sets another password", async () => {
    expect(await changeBy(browser)).toMatchObject({ status: 204, text: "" });
    expect([await signInStatus(PASSWORD), await signInStatus(NEW)]).toEqual([401, 200]);
  });

  it("by session ends all other sign-ins; this one goes on with another cookie, and its former one is dead", async () => {
    const other = await signInForSession(server, username);
    const tokens = await signInForTokens(server, username);
    const sliding = await send(server, "/api/token/sliding", { json: { username, password: PASSWORD } });
    const copy = copyOf(server, browser);
    expect((await changeBy(browser)).status).toBe(204);
    expect((await browser.get("/user/me")).body).toMatchObject({ username });
    for (const dead of [other, copy]) expect((await dead.get("/user/me")).status).toBe(401);
    expect([await meStatus(server, tokens.access), await refreshStatus(server, tokens.refresh)]).toEqual([
      401, 401,
    ]);
    const renewed = await send(server, "/api/token/sliding/refresh", {
      json: { token: sliding.body?.token },
    });
    expect([renewed.status, renewed.body?.token]).toEqual([401, undefined]);
    const [{ count } = { count: 0 }] = await server.sql<{ count: number }>`
      SELECT count(*) AS count FROM latchkey_token t JOIN latchkey_family f ON f.id = t.family_id
      WHERE t.blacklisted_at IS NULL AND f.ended_at IS NOT NULL`;
    expect(count).toBe(0);
  });

  it("by token ends all other sign-ins; this one goes on, and is refreshed", async () => {
    const [own, other] = [await signInForTokens(server, username), await signInForTokens(server, username)];
    expect((await changeByToken(own.access)).status).toBe(204);
    expect([await meStatus(server, own.access), await refreshStatus(server, own.refresh)]).toEqual([
      200, 200,
    ]);
    expect([await meStatus(server, other.access), await refreshStatus(server, other.refresh)]).toEqual([
      401, 401,
    ]);
    expect((await browser.get("/user/me")).status).toBe(401);
  });

  it("needs no recent sign-in, and is one", async () => {
    const { access } = await signInForTokens(server, username);
    await withServerBeside(server, { ACCESS_TOKEN_LIFETIME: "1d" }, async (patient) => {
      const patientTokens = await signInForTokens(patient, username);
      server.clock.advance(3600);
      const rename = (bearer: string) =>
        send(patient, "/user/me", { method: "PATCH", json: { email: "" }, bearer });
      expect((await rename(patientTokens.access)).body?.code).toBe("confirm_required");
      expect((await changeByToken(patientTokens.access, CHANGE, patient)).status).toBe(204);
      expect((await rename(patientTokens.access)).status).toBe(200);
    });
    expect(await meStatus(server, access)).toBe(401);
  });

  it("by session is a recent sign-in, too", async () => {
    server.clock.advance(3600);
    expect((await browser.patch("/user/me", { email: "" })).body?.code).toBe("confirm_required");
    await changeBy(browser);
    expect((await browser.patch("/user/me", { email: "" })).status).toBe(200);
  });

  it("takes the old password trimmed where Django stored it so, as a sign-in does", async () => {
    expect((await changeBy(browser, { ...CHANGE, old_password: ` ${PASSWORD} ` })).status).toBe(204);
  });

  it.each([
    ["wrong", { ...CHANGE, old_password: "wrong" }, { old_password: WRONG }],
    ["missing", { new_password: NEW }, { old_password: ["This field is required."] }],
    ["null", { ...CHANGE, old_password: null }, { old_password: ["This field may not be null."] }],
    ["a list", { ...CHANGE, old_password: [PASSWORD] }, { old_password: ["Not a valid string."] }],
    [
      "too long to be hashed",
      { ...CHANGE, old_password: "x".repeat(4097) },
      { old_password: ["Ensure this field has no more than 4096 bytes."] },
    ],
    [
      "cut by NUL",
      { ...CHANGE, old_password: `${PASSWORD}\0` },
      { old_password: ["Null characters are not allowed."] },
    ],
  ])("refuses an old password that is %s, and changes nothing", async (_, json, body) => {
    const before = await tableRows(server);
    expect(await changeBy(browser, json)).toMatchObject({ status: 400, body });
    expect(await tableRows(server)).toEqual(before);
  });

  it.each([
    ["missing", { old_password: PASSWORD }],
    ["empty", { ...CHANGE, new_password: "" }],
    ["too long", { ...CHANGE, new_password: "x".repeat(4097) }],
    ["cut by NUL", { ...CHANGE, new_password: `${NEW}\0` }],
    ["no text", { ...CHANGE, new_password: { text: NEW } }],
  ])("refuses a new password that is %s, and changes nothing", async (_, json) => {
    const before = await tableRows(server);
    const { status, body } = await changeBy(browser, json);
    expect([status, Object.keys(body ?? {})]).toEqual([400, ["new_password"]]);
    expect(await tableRows(server)).toEqual(before);
  });

  it("sets no other field", async () => {
    const before = (await userRows(server.sql)).find((user) => user.username === username);
    await changeBy(browser, { ...CHANGE, is_staff: true, is_superuser: true, username: "root", id: 1 });
    const after = (await userRows(server.sql)).find((user) => user.username === username);
    expect({ ...after, password: before?.password }).toEqual(before);
  });

  it("is for whoever is signed in, at this site", async () => {
    expect((await send(server, "/user/password_change", { json: CHANGE })).status).toBe(401);
    for (const headers of [{ "Sec-Fetch-Site": "cross-site" }, { Origin: "null" }])
      expect((await browser.post("/user/password_change", CHANGE, headers)).body?.code).toBe("cross_site");
  });

  it("tells the owner, by an event and by mail, in the language of the request", async () => {
    await server.sql`DELETE FROM latchkey_outbox`;
    await browser.post("/user/password_change", CHANGE, { "Accept-Language": "ko" });
    const rows = await server.sql<{ kind: string; facts: string }>`SELECT kind, facts FROM latchkey_outbox`;
    expect(rows.map(({ kind, facts }) => [kind, JSON.parse(facts)])).toMatchObject([
      ["password_changed", { address: `${username}@example.com`, language: "ko" }],
    ]);
    const events = await server.sql<{ name: string }>`SELECT name FROM latchkey_event ORDER BY at DESC`;
    expect(events[0]?.name).toBe("password_changed");
  });

  test("from a form leads back to the account", async () => {
    const answer = await send(server, "/user/password_change", {
      headers: {
        Accept: "text/html",
        "Content-Type": "application/x-www-form-urlencoded",
        Cookie: `sessionid=${browser.cookies.get("sessionid")}`,
      },
      body: new URLSearchParams(CHANGE).toString(),
    });
    expect([answer.status, answer.headers.location]).toEqual([303, "/account"]);
    expect(answer.setCookies).toEqual([expect.stringMatching(/^sessionid=Fe26/)]);
  });
});

describe("rules of a new password", () => {
  test("are those of a sign-up, with the user's own name and address; all is told at once", async () => {
    const validators = "similarity,min_length,common,numeric";
    await withServerBeside(server, { PASSWORD_VALIDATORS: validators }, async (strict) => {
      const change = (json: object) =>
        send(strict, "/user/password_change", {
          json: { ...CHANGE, ...json },
          headers: { Cookie: `sessionid=${browser.cookies.get("sessionid")}` },
        });
      expect((await change({ new_password: `${username}!` })).body).toEqual({
        new_password: ["The password is too similar to the username."],
      });
      expect((await change({ old_password: "wrong", new_password: "1234" })).body).toEqual({
        old_password: WRONG,
        new_password: [
          "This password is too short. It must contain at least 8 characters.",
          "This password is too common.",
          "This password is entirely numeric.",
        ],
      });
    });
  });
});

test("an account without a password is told that it has none", async () => {
  const { access } = await signUpForTokens(server);
  await server.sql`UPDATE auth_user SET password = '!unusable' WHERE username <> ${username}`;
  const { status, body } = await changeByToken(foreign(server, access), {
    ...CHANGE,
    old_password: "!unusable",
  });
  expect([status, body]).toEqual([
    400,
    { old_password: ["This account has no password, so there is none to change."] },
  ]);
});

describe("fifty changes at once", () => {
  const changes = Array.from({ length: 50 }, (_, index) => ({ ...CHANGE, new_password: `horse ${index}` }));

  /** One has won: its password is the one that signs in, and its sign-in the only one that is left. */
  async function expectOneWinner(answers: readonly Answer[]): Promise<void> {
    const won = answers.flatMap(({ status }, index) => (status === 204 ? [index] : []));
    expect(won).toHaveLength(1);
    expect(statuses(answers).filter((status) => ![204, 400, 401].includes(status))).toEqual([]);
    for (const { status, body } of answers) if (status === 400) expect(body).toEqual({ old_password: WRONG });
    const user = (await userRows(server.sql)).find((row) => row.username === username);
    const live = await server.sql`SELECT id FROM latchkey_session WHERE user_key = ${String(user?.id)}`;
    expect(live).toHaveLength(1);
    expect(await signInStatus(`horse ${won[0]}`)).toBe(200);
  }

  test("by one session: one wins", async () => {
    await expectOneWinner(await Promise.all(changes.map((json) => changeBy(copyOf(server, browser), json))));
  });

  test("by as many sessions: one wins", async () => {
    const browsers = await Promise.all(changes.map(() => signInForSession(server, username)));
    await expectOneWinner(await Promise.all(browsers.map((each, index) => changeBy(each, changes[index]))));
  });
});

test("sign-ins and refreshes that race a change do not survive it, and the change always succeeds", async () => {
  await withServer(
    { PBKDF2_ITERATIONS: "1", ROTATE_REFRESH_TOKENS: "true", BLACKLIST_AFTER_ROTATION: "true" },
    async (racing) => {
      vi.spyOn(console, "error").mockImplementation(() => {});
      // Sixty rounds, of four users at the same time; thousands have been run.
      await Promise.all(Array.from({ length: 4 }, () => raceChanges(racing, 15)));
      vi.restoreAllMocks();
    },
  );
});

async function raceChanges(racing: TestServer, rounds: number): Promise<void> {
  const name = newName();
  const owner = await signUpForTokens(racing, name);
  for (let round = 0; round < rounds; round += 1) {
    const [before, after] = round === 0 ? [PASSWORD, "1"] : [`${round}`, `${round + 1}`];
    const credentials = { username: name, password: before };
    const family = await send(racing, "/user/jwt_signin", { json: credentials });
    // One of the three at each time that a change takes, a little later in every round.
    const late = async (path: string, json: object) => {
      for (let turn = 0; turn < round % 25; turn += 1) await new Promise(setImmediate);
      return send(racing, path, { json });
    };
    const [changed, session, tokens, refreshed] = await Promise.all([
      changeByToken(owner.access, { old_password: before, new_password: after }, racing),
      late("/user/session_signin", credentials),
      late("/user/jwt_signin", credentials),
      late("/user/jwt_refresh", { refresh: family.body?.refresh }),
    ]);
    const cookie = session.setCookies[0]?.split(";")[0] ?? "";
    const uses = [
      send(racing, "/user/me", { headers: { Cookie: cookie } }).then(({ status }) => status),
      ...[tokens, refreshed, family].flatMap(({ body }) =>
        body?.access
          ? [meStatus(racing, String(body.access)), refreshStatus(racing, String(body.refresh))]
          : [],
      ),
    ];
    expect([round, changed.status, ...new Set(await Promise.all(uses))]).toEqual([round, 204, 401]);
  }
  expect(await meStatus(racing, owner.access)).toBe(200);
}

describe("where tokens carry a digest of the password hash (CHECK_REVOKE_TOKEN)", () => {
  test("the sign-in by JWT that changes the password ends, and its cookies are cleared", async () => {
    await withServer({ CHECK_REVOKE_TOKEN: "true", AUTH_COOKIE: "access_token" }, async (revoking) => {
      const page = openBrowser(revoking);
      await page.post("/user/jwt_signup", { username, password: PASSWORD });
      const copy = copyOf(revoking, page);
      expect((await changeBy(page)).status).toBe(204);
      expect([...page.cookies.keys()]).toEqual([]);
      expect((await copy.get("/user/me")).body?.code).toBe("token_not_valid");
      const [family] = await revoking.sql`SELECT ended_at FROM latchkey_family`;
      expect(family?.ended_at).not.toBeNull();
    });
  });

  test("a session goes on", async () => {
    await withServer({ CHECK_REVOKE_TOKEN: "true" }, async (revoking) => {
      const page = openBrowser(revoking);
      await page.post("/user/session_signup", { username, password: PASSWORD });
      const { password } = await firstUser(revoking.sql);
      expect((await changeBy(page)).status).toBe(204);
      expect((await page.get("/user/me")).status).toBe(200);
      expect((await firstUser(revoking.sql)).password).not.toBe(password);
    });
  });
});
