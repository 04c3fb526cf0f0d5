import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import { signInRefusedStep } from "@/lib/events/account_events";
import { writeRefusedSignIns } from "@/lib/events/refused_sign_ins";
import { pruneExpired } from "@/lib/jobs/prune_expired";
import type { Store } from "@/lib/store/open";
import { outboxStep } from "@/lib/store/outbox";
import { type Browser, openBrowser, signUpForSession } from "@/lib/testing/browser";
import { send } from "@/lib/testing/client";
import {
  meStatus,
  PASSWORD,
  refreshForTokens,
  refreshStatus,
  signInForTokens,
  type Tokens,
} from "@/lib/testing/requests";
import { startTestServer, type TestServer, withServerBeside } from "@/lib/testing/server";
import { blacklistedForDjango, createBlacklistTables } from "@/lib/testing/store/blacklist_tables";
import { ownedTables } from "@/lib/testing/store/owned_tables";
import { addUser, firstUser, userRows } from "@/lib/testing/store/sql";
import { tableRows } from "@/lib/testing/table_rows";

const ROTATING = {
  ROTATE_REFRESH_TOKENS: "true",
  BLACKLIST_AFTER_ROTATION: "true",
  THROTTLE_ACCOUNT: "10/15m",
};
const KIM = { username: "kim-the-first", password: PASSWORD, email: "kim@example.com", age: 24 };
const AGENT = { "User-Agent": "Kim's own browser" };

/** Everything that somebody can have. */
interface SignedIn {
  readonly browser: Browser;
  readonly tokens: Tokens;
  readonly sliding: string;
}

let server: TestServer;
beforeEach(async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  server = await startTestServer(ROTATING);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await server.close();
});

/** Signs Kim up and in by all ways, with tokens that were rotated, events and mails; beside another user. */
async function settle(on: TestServer = server): Promise<SignedIn> {
  const browser = openBrowser(on);
  await browser.post("/user/session_signup", KIM, AGENT);
  await openBrowser(on).post("/user/session_signup", { ...KIM, username: "lee", email: "lee@example.com" });
  await browser.post("/user/jwt_signin", KIM, AGENT);
  browser.cookies.delete("sessionid");
  await browser.post("/user/session_signin", KIM, AGENT);
  const tokens = await refreshForTokens(on, (await signInForTokens(on, KIM.username)).refresh);
  const { body } = await send(on, "/api/token/sliding", { json: KIM });
  await browser.patch("/user/me", { email: "kim@example.org" });
  await browser.patch("/user/me", { email: KIM.email });
  await openBrowser(on).post("/user/session_signin", { ...KIM, password: "wrong" });
  await on.sql`INSERT INTO latchkey_throttle (key, uses, ends_at) VALUES ('code 1', 1, '2120-01-01 00:00:00')`;
  await send(on, "/user/password_reset", { json: { email: KIM.email } });
  await on.sql`INSERT INTO latchkey_email_proof (user_key, user_email, address, nonce, tries, created_at)
    VALUES ('1', 'a@example.com', 'a@example.com', 'n', 0, '2026-11-28 12:00:00')`;
  await on.sql`INSERT INTO latchkey_totp (user_key, pending) VALUES ('1', 'sealed')`;
  await on.sql`INSERT INTO latchkey_recovery_code (digest, user_key, created_at) VALUES ('d', '1', '2026-11-28 12:00:00')`;
  return { browser, tokens, sliding: String(body?.token) };
}

/** How each credential is answered. */
async function statusesOf(
  { browser, tokens, sliding }: SignedIn,
  on: TestServer = server,
): Promise<number[]> {
  const verified = [tokens.access, tokens.refresh, sliding].map(
    async (token) => (await send(on, "/api/token/verify", { json: { token } })).status,
  );
  return Promise.all([
    browser.get("/user/me").then(({ status }) => status),
    meStatus(on, tokens.access),
    refreshStatus(on, tokens.refresh),
    send(on, "/api/token/sliding/refresh", { json: { token: sliding } }).then(({ status }) => status),
    ...verified,
  ]);
}
/** For simplejwt's verify, a blacklisted token is a wrong field. */
const DEAD = [401, 401, 401, 401, 401, 400, 400];

const mails = async () => {
  const rows = await server.sql<{ kind: string; facts: string }>`
    SELECT kind, facts FROM latchkey_outbox ORDER BY kind, created_at`;
  const told = rows.map(({ kind, facts }) => ({ kind, ...JSON.parse(facts) }));
  // The request for a reset, which names an address only, has none.
  return told
    .filter(({ username }) => username)
    .map(({ kind, address, language }) => [kind, address, language]);
};
const logged = () => vi.mocked(console.error).mock.calls.map(([line]) => JSON.parse(String(line)));

describe("DELETE /user/me", () => {
  it("deletes the user with all that is stored of them, and clears the browser's cookies", async () => {
    const kim = await settle();
    const before = await tableRows(server);
    const answer = await kim.browser.delete("/user/me");
    expect([answer.status, answer.text]).toEqual([204, ""]);
    expect([...kim.browser.cookies.keys()].filter((name) => name !== "latchkey_device")).toEqual([]);
    const after = await tableRows(server);
    // Tables whose rows name a user: that there are such rows before shows that the test covers each of them.
    for (const table of await ownedTables(server.sql)) {
      expect([table, before[table]?.some((row) => row.user_key === "1")]).toEqual([table, true]);
      expect([table, after[table]?.filter((row) => row.user_key === "1")]).toEqual([table, []]);
      const isOther = (row: Readonly<Record<string, unknown>>) => row.user_key === "2";
      expect(after[table]?.filter(isOther)).toEqual(before[table]?.filter(isOther));
    }
    expect((await userRows(server.sql)).map(({ username }) => username)).toEqual(["lee"]);
    const counted = (tables: typeof after) =>
      tables.latchkey_throttle
        ?.map(({ key }) => String(key).split(" ")[0])
        .filter((action) => !["address", "mailNetwork"].includes(action ?? ""));
    expect([counted(before)?.sort(), counted(after)?.sort()]).toEqual([
      ["account", "change", "change", "change", "code", "mail"],
      // By address: none of these names the user, and the address may be somebody else's.
      ["change", "change", "devices", "mail"],
    ]);
    const { latchkey_outbox: mailed, ...others } = after;
    expect(JSON.stringify(others)).not.toMatch(/kim/i);
    // The link that was asked for is forgotten; notices name their address until they are sent.
    expect(mailed?.filter(({ kind }) => kind === "password_reset_request")).toEqual([]);
    // What was refused in the second before is written beside the requests.
    const late = { address: "192.0.2.1", at: new Date(server.clock.now()), userAgent: null };
    await server.store.statements.write([
      signInRefusedStep(server.store, { ...late, of: "sign_in", userKey: "1" }, 1),
      signInRefusedStep(server.store, { ...late, of: "sign_in", userKey: "2" }, 1),
    ]);
    const refused = await server.sql`SELECT user_key FROM latchkey_event WHERE address = '192.0.2.1'`;
    expect(refused).toEqual([{ user_key: "2" }]);
    expect((await openBrowser(server).post("/user/session_signup", KIM)).status).toBe(201);
  });

  it.each(["at once", "after a pruning"])(
    "leaves no sign-in, also to whoever gets the same id, %s",
    async (when) => {
      const kim = await settle();
      const copy = { ...kim, browser: openBrowser(server, kim.browser.cookies) };
      await kim.browser.delete("/user/me");
      expect(await statusesOf(copy)).toEqual(DEAD);
      if (when === "after a pruning")
        await pruneExpired({
          store: server.store,
          settings: server.settings,
          now: new Date(server.clock.now()),
        });
      const { password } = await firstUser(server.sql);
      await addUser(server.sql, { id: 1, username: "another", password });
      expect(await statusesOf(copy)).toEqual(DEAD);
      // Refusals of the second before are not written for whoever has the id by now.
      await writeRefusedSignIns(server.store);
      const events = await server.sql`SELECT id FROM latchkey_event WHERE user_key = '1'`;
      expect(events).toEqual([]);
    },
  );

  it("leaves rows of its families that name nobody, until their tokens have expired", async () => {
    const { browser } = await settle();
    await browser.delete("/user/me");
    const families = () =>
      server.sql`SELECT user_key, address, user_agent, password_digest FROM latchkey_family`;
    const nobody = { user_key: "", address: null, user_agent: null, password_digest: "" };
    const left = await families();
    expect(left.length).toBeGreaterThan(2);
    expect(left).toEqual(left.map(() => nobody));
    server.clock.advance(40 * 86_400);
    await pruneExpired({ store: server.store, settings: server.settings, now: new Date(server.clock.now()) });
    expect(await families()).toEqual([]);
  });

  it("is told by mail, in the language of the request; notices that wait are sent, links are not", async () => {
    const { browser } = await settle();
    const facts = { address: KIM.email, language: "en", username: KIM.username };
    const reset = { id: "r", kind: "password_reset", userKey: "1", facts, at: new Date() };
    await server.store.statements.write([outboxStep(server.store, reset)]);
    browser.cookies.set("django_language", "ko");
    await browser.delete("/user/me");
    expect(await mails()).toEqual([
      ["account_deleted", "kim@example.com", "ko"],
      ["email_changed", "kim@example.com", "en"],
      ["email_changed", "kim@example.org", "en"],
    ]);
    expect(await server.sql`SELECT id FROM latchkey_outbox WHERE user_key IS NOT NULL`).toEqual([]);
    expect(logged().at(-1)).toMatchObject({ event: "account_deleted", user: "1", address: "127.0.0.1" });
  });

  it("by token clears no cookies of a program, and takes Authorization", async () => {
    const { tokens } = await settle();
    const answer = await send(server, "/user/me", { method: "DELETE", bearer: tokens.access });
    expect([answer.status, answer.setCookies]).toEqual([204, []]);
    expect(await meStatus(server, tokens.access)).toBe(401);
  });

  it("needs a recent sign-in, of this site", async () => {
    const { browser } = await settle();
    const before = await tableRows(server);
    const foreign = { method: "DELETE", headers: { "Sec-Fetch-Site": "cross-site" } };
    expect((await send(server, "/user/me", foreign)).body?.code).toBe("cross_site");
    expect((await send(server, "/user/me", { method: "DELETE" })).status).toBe(401);
    expect(await tableRows(server)).toEqual(before);
    // The token cookie counts before the session: its sign-in is as old.
    server.clock.advance(15 * 60);
    for (const name of ["latchkey_access", "access_token"]) browser.cookies.delete(name);
    expect((await browser.delete("/user/me")).body?.code).toBe("confirm_required");
    expect((await userRows(server.sql)).length).toBe(2);
  });

  test("fifty at once delete once, and tell once", async () => {
    const { browser } = await settle();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => openBrowser(server, browser.cookies).delete("/user/me")),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([204, ...Array<number>(49).fill(401)]);
    expect((await mails()).filter(([kind]) => kind === "account_deleted")).toHaveLength(1);
  });

  test("sign-ins, refreshes and changes that race it leave nothing", async () => {
    for (let round = 0; round < 10; round += 1) {
      const username = `racer${round}`;
      const racer = openBrowser(server);
      await racer.post("/user/session_signup", { ...KIM, username, email: "" });
      const pair = await signInForTokens(server, username);
      const json = { username, password: PASSWORD };
      const late = async (path: string, sent: object) => {
        for (let turn = 0; turn < round; turn += 1) await new Promise(setImmediate);
        return send(server, path, sent);
      };
      const [deleted, session, tokens, refreshed, changed] = await Promise.all([
        openBrowser(server, racer.cookies).delete("/user/me"),
        late("/user/session_signin", { json }),
        late("/user/jwt_signin", { json }),
        late("/user/jwt_refresh", { json: { refresh: pair.refresh } }),
        late("/user/me", { method: "PATCH", json: { email: "racer@example.com" }, bearer: pair.access }),
      ]);
      expect([round, deleted.status]).toEqual([round, 204]);
      const all = [session, tokens, refreshed, changed].map(({ status }) => status);
      expect(all.filter((status) => ![200, 401].includes(status))).toEqual([]);
      const cookie = session.setCookies[0]?.split(";")[0] ?? "";
      expect((await send(server, "/user/me", { headers: { Cookie: cookie } })).status).toBe(401);
      for (const { body } of [tokens, refreshed])
        if (body?.access) {
          expect(await meStatus(server, String(body.access))).toBe(401);
          expect(await refreshStatus(server, String(body.refresh))).toBe(401);
        }
    }
    expect(await userRows(server.sql)).toEqual([]);
    expect(await server.sql.count("latchkey_session")).toBe(0);
    expect(await server.sql`SELECT id FROM latchkey_family WHERE user_key <> '' OR ended_at IS NULL`).toEqual(
      [],
    );
    expect(await server.sql.count("latchkey_address")).toBe(0);
  });
});

test("an address gets no more mail than the limits allow, whichever accounts have it, one after the other", async () => {
  const limits = { THROTTLE_CHANGE: "3/1h", THROTTLE_MAIL: "2/1h", EMAIL_HOST: "127.0.0.1" };
  await withServerBeside(server, limits, async (limited) => {
    const kinds = async () =>
      (await server.sql<{ kind: string }>`SELECT kind FROM latchkey_outbox ORDER BY kind`).map(
        ({ kind }) => kind,
      );
    const before = await kinds();
    const ended: number[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      const browser = openBrowser(limited);
      await browser.post("/user/session_signup", KIM);
      expect((await send(limited, "/user/password_reset", { json: { email: KIM.email } })).status).toBe(204);
      ended.push((await browser.delete("/user/me")).status);
    }
    expect([before, ended]).toEqual([[], [204, 204, 204, 429]]);
    expect((await kinds()).filter((kind) => kind === "account_deleted")).toHaveLength(3);
    const asked = await server.sql<{
      uses: number;
    }>`SELECT uses FROM latchkey_throttle WHERE key LIKE 'mail %'`;
    expect(asked).toEqual([{ uses: 2 }]);
    const lines = logged().filter(({ event }) => event === "throttled");
    expect(lines.map(({ action, by }) => [action, by])).toEqual([
      ["mail", null],
      ["change", null],
    ]);
    expect(JSON.stringify([lines, await server.sql`SELECT key FROM latchkey_throttle`])).not.toContain("kim");
    // Of what is counted by account, the next one starts with none.
    const second = openBrowser(limited);
    await second.post("/user/session_signup", { ...KIM, username: "lee", email: "lee@example.com" });
    expect((await second.patch("/user/me", { username: "lee2" })).status).toBe(200);
  });
});

test("whoever takes the name gets no token that names its user by it (USER_ID_FIELD=username)", async () => {
  await withServerBeside(server, { ...ROTATING, USER_ID_FIELD: "username" }, async (byName) => {
    const kim = await settle(byName);
    const copy = { ...kim, browser: openBrowser(byName, kim.browser.cookies) };
    await kim.browser.delete("/user/me");
    expect((await openBrowser(byName).post("/user/session_signup", KIM)).status).toBe(201);
    expect(await statusesOf(copy, byName)).toEqual(DEAD);
  });
});

describe("where accounts are deactivated (ACCOUNT_DELETE=deactivate)", () => {
  test("all sign-ins end, and nothing else is lost: who is activated again signs in", async () => {
    await withServerBeside(server, { ...ROTATING, ACCOUNT_DELETE: "deactivate" }, async (keeping) => {
      const kim = await settle(keeping);
      const { password, ...row } = await firstUser(server.sql);
      const copy = { ...kim, browser: openBrowser(keeping, kim.browser.cookies) };
      expect((await kim.browser.delete("/user/me")).status).toBe(204);
      expect(await firstUser(server.sql)).toEqual({ ...row, password, isActive: false });
      expect(await statusesOf(copy, keeping)).toEqual(DEAD);
      const signIn = () => send(keeping, "/user/session_signin", { json: KIM });
      expect((await signIn()).body?.code).toBe("no_active_account");
      expect((await mails()).filter(([kind]) => kind === "account_deactivated")).toEqual([
        ["account_deactivated", KIM.email, "en"],
      ]);
      const events = await server.sql`SELECT name FROM latchkey_event WHERE name = 'account_deactivated'`;
      expect(events).toHaveLength(1);
      await server.sql`UPDATE auth_user SET is_active = true WHERE id = 1`;
      expect(await statusesOf(copy, keeping)).toEqual(DEAD);
      expect((await signIn()).status).toBe(200);
    });
  });

  test("so it is by default where Latchkey did not make the table of users", async () => {
    const notOurs = (store: Store): Store => ({
      ...store,
      schema: { ...store.schema, hasOwnUserTable: false },
    });
    const foreign = await startTestServer({}, { between: notOurs });
    const explicit = await startTestServer({ ACCOUNT_DELETE: "delete" }, { between: notOurs });
    for (const [on, active] of [
      [foreign, [false]],
      [explicit, []],
    ] as const) {
      const browser = await signUpForSession(on);
      expect((await browser.delete("/user/me")).status).toBe(204);
      expect((await userRows(on.sql)).map(({ isActive }) => isActive)).toEqual(active);
      await on.close();
    }
  });
});

describe("where a Django project uses the database, too", () => {
  test("an account to which its rows refer is deactivated; what others do at that moment is done", async () => {
    const { browser } = await settle();
    const { sql } = server;
    await sql.script(`CREATE TABLE django_admin_log
      (id integer PRIMARY KEY, user_id integer NOT NULL REFERENCES auth_user (id) DEFERRABLE INITIALLY DEFERRED)`);
    await sql`INSERT INTO django_admin_log VALUES (1, 1)`;
    const [deleted, ...others] = await Promise.all([
      browser.delete("/user/me"),
      ...Array.from({ length: 10 }, (_, index) =>
        send(server, "/user/jwt_signup", { json: { username: `other${index}`, password: PASSWORD } }),
      ),
    ]);
    expect([deleted.status, ...new Set(others.map(({ status }) => status))]).toEqual([204, 201]);
    expect(await firstUser(sql)).toMatchObject({ username: KIM.username, isActive: false });
    expect((await mails()).some(([kind]) => kind === "account_deleted")).toBe(false);
    await sql`UPDATE auth_user SET is_active = true WHERE id = 1`;
    await sql`DELETE FROM django_admin_log`;
    const again = openBrowser(server);
    await again.post("/user/session_signin", KIM);
    await again.delete("/user/me");
    expect((await userRows(sql)).some(({ username }) => username === KIM.username)).toBe(false);
  });

  test("simplejwt's tables keep the account's tokens as blacklisted, and neither whose they were nor the tokens", async () => {
    await createBlacklistTables(server.sql);
    await withServerBeside(server, ROTATING, async (beside) => {
      const { browser, tokens } = await settle(beside);
      await server.sql`INSERT INTO token_blacklist_outstandingtoken (token, jti, expires_at, user_id)
        VALUES ('eyJ', 'made by Django', '2120-01-01 00:00:00', 1)`;
      await browser.delete("/user/me");
      expect(await meStatus(beside, tokens.access)).toBe(401);
      const rows = await server.sql`
        SELECT o.jti FROM token_blacklist_outstandingtoken o JOIN auth_user u ON u.id = o.user_id WHERE u.id <> 2`;
      expect(rows).toEqual([]);
      const kept = await server.sql<{ jti: string; token: string }>`
        SELECT jti, token FROM token_blacklist_outstandingtoken WHERE user_id IS NULL`;
      expect(kept.length).toBeGreaterThan(2);
      expect(new Set(kept.map(({ token }) => token))).toEqual(new Set([""]));
      expect(await blacklistedForDjango(server.sql)).toEqual(kept.map(({ jti }) => jti).sort());
    });
  });
});
