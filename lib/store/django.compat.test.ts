import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fillAddresses } from "@/lib/jobs/fill_addresses";
import { shareBlacklist } from "@/lib/jobs/share_blacklist";
import { type Browser, openBrowser } from "@/lib/testing/browser";
import { send } from "@/lib/testing/client";
import { TestClock } from "@/lib/testing/clock";
import { canDjangoUse, type DjangoProject, startDjango } from "@/lib/testing/django/project";
import {
  PASSWORD,
  refreshForTokens,
  refreshStatus,
  signInForTokens,
  signOut,
  type Tokens,
} from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { ROTATING } from "@/lib/testing/settings";
import { TEST_SERVER } from "@/lib/testing/store/database";
import { userRows } from "@/lib/testing/store/sql";

// In CI a Django that is missing is a failure: everything else would say nothing of it.
const isMissing = !canDjangoUse(TEST_SERVER ?? "file:") && !process.env.CI;

describe.skipIf(isMissing)(
  "a Django project that joins a database of Latchkey's",
  { timeout: 120_000 },
  () => {
    let first: TestServer;
    let server: TestServer;
    let django: DjangoProject;
    let browser: Browser;
    /** Handed out before Django came, and ended before. */
    let ended: Tokens;
    let pair: Tokens;

    beforeEach(async () => {
      first = await startTestServer(ROTATING, { clock: TestClock.running() });
      browser = openBrowser(first);
      const mseo = { username: "mseo", password: PASSWORD, email: "Mseo@Naver.com", age: 24 };
      expect((await browser.post("/user/session_signup", mseo)).status).toBe(201);
      ended = await signInForTokens(first, "mseo");
      await signOut(first, ended.refresh);
      pair = await signInForTokens(first, "mseo");
      const { databaseUrl: url, secretKeys } = first.settings;
      django = startDjango({ shape: "joined", url, secretKey: secretKeys[0] });
      await django.call("manage", "migrate", "--fake-initial");
      // As a restart does: which tables are there is looked up when the database is opened.
      server = await startTestServer(ROTATING, { beside: first });
      await runJobs();
    });
    afterEach(async () => {
      await django.stop();
      await server.close();
      await first.close();
    });

    async function runJobs(): Promise<void> {
      const scope = { store: server.store, settings: server.settings, now: new Date() };
      await fillAddresses(scope);
      await shareBlacklist(scope);
    }
    const signUp = (username: string, email: string) =>
      send(server, "/user/jwt_signup", { json: { username, email, password: PASSWORD } });
    const signInStatus = async (username: string, password = PASSWORD) =>
      (await send(server, "/user/session_signin", { json: { username, password } })).status;
    const problem = (token: string) => django.call("token_problem", token);

    test("reads users and compares their times rightly", async () => {
      const [user] = await userRows(server.sql);
      const row = (await django.call("user", "mseo")) as Record<string, unknown>;
      expect(row).toMatchObject({ name: "mseo", email: "Mseo@naver.com", age: 24, active: true });
      expect(new Date(String(row.lastLogin))).toEqual(user?.lastLogin);
      const at = Number(user?.lastLogin);
      for (const [lookup, offset, found] of [
        ["last_login__gt", -1, ["mseo"]],
        ["last_login__gt", 0, []],
        ["last_login__lte", 0, ["mseo"]],
        ["last_login__lt", 0, []],
        ["date_joined__lt", 60_000, ["mseo"]],
        ["date_joined__gt", -86_400_000, ["mseo"]],
      ] as const) {
        const time = new Date(at + offset).toISOString().replace("Z", "+00:00");
        expect([lookup, offset, await django.call("names_where", lookup, time)]).toEqual([
          lookup,
          offset,
          found,
        ]);
      }
    });

    test("signs the users in, and Latchkey those whom Django makes, by the same passwords", async () => {
      expect(await django.call("sign_in", "mseo", PASSWORD)).toBe("1");
      expect(await django.call("sign_in", "mseo", "wrong")).toBeNull();
      await django.call("create_user", "kim", "Kim@Naver.com", PASSWORD);
      expect(await signInStatus("kim")).toBe(200);
      expect(await signInStatus("kim", "wrong")).toBe(401);
      await runJobs();
      expect((await signUp("other", "kim@NAVER.com")).body).toHaveProperty("email");
      await django.call("set_fields", "kim", { email: "new@naver.com" });
      expect((await signUp("other", "kim@naver.com")).status).toBe(201);
    });

    test("a password that Django changes ends what was begun with the former one", async () => {
      await django.call("set_password", "mseo", "another");
      expect((await browser.get("/user/me")).status).toBe(401);
      expect(await refreshStatus(server, pair.refresh)).toBe(401);
      expect([await signInStatus("mseo"), await signInStatus("mseo", "another")]).toEqual([401, 200]);
    });

    test("takes our tokens and we take its, until one of both blacklists them", async () => {
      expect([await problem(pair.refresh), await problem(ended.refresh)]).toEqual([
        null,
        "Token is blacklisted",
      ]);
      const next = await refreshForTokens(server, pair.refresh);
      expect([await problem(pair.refresh), await problem(next.refresh)]).toEqual([
        "Token is blacklisted",
        null,
      ]);
      await django.call("blacklist", next.refresh);
      expect(await refreshStatus(server, next.refresh)).toBe(401);

      const { refresh: theirs } = (await django.call("new_tokens", "mseo")) as Tokens;
      const ours = await refreshForTokens(server, theirs);
      expect([await problem(theirs), await problem(ours.refresh)]).toEqual(["Token is blacklisted", null]);
      expect((await signOut(server, ours.refresh)).status).toBe(204);
      expect(await problem(ours.refresh)).toBe("Token is blacklisted");
      const listed = (await django.call("outstanding")) as [string, string][];
      expect(listed.every(([, user]) => user === "1")).toBe(true);
    });

    test("alters the user table, which SQLite makes anew, and sign-ins go on", async () => {
      const before = (await django.call("columns", "auth_user")) as string[];
      await django.call("alter_field", "username", 200);
      expect(((await django.call("columns", "auth_user")) as string[]).sort()).toEqual(before.sort());
      expect((await browser.get("/user/me")).body).toMatchObject({ username: "mseo", age: 24 });
      const next = await refreshForTokens(server, pair.refresh);
      expect((await send(server, "/user/me", { bearer: next.access })).status).toBe(200);
      expect(await signInStatus("mseo")).toBe(200);
      expect((await signUp("other", "other@example.com")).status).toBe(201);
      expect((await signUp("other", "")).status).toBe(400);
      expect((await signUp("another", "Other@example.com")).status).toBe(400);
    });

    test("deletes a user, who is gone here, and whose name and address are free", async () => {
      await django.call("delete_user", "mseo");
      expect((await browser.get("/user/me")).status).toBe(401);
      expect(await refreshStatus(server, pair.refresh)).toBe(401);
      expect(await signInStatus("mseo")).toBe(401);
      expect((await signUp("mseo", "mseo@naver.com")).status).toBe(201);
    });

    test("knows an account no more that its user has deleted; one that has a group is deactivated, and Django deletes it", async () => {
      const { refresh: theirs } = (await django.call("new_tokens", "mseo")) as Tokens;
      await signUp("kim", "kim@naver.com");
      await django.call("add_group", "kim", "editors");
      const kim = openBrowser(server);
      await kim.post("/user/session_signin", { username: "kim", password: PASSWORD });
      for (const each of [openBrowser(server, browser.cookies), kim])
        expect((await each.delete("/user/me")).status).toBe(204);
      expect(await django.call("users")).toMatchObject([{ name: "kim", active: false }]);
      expect(await django.call("sign_in", "kim", PASSWORD)).toBeNull();
      for (const token of [theirs, pair.refresh]) expect(await problem(token)).toBe("Token is blacklisted");
      expect(((await django.call("outstanding")) as unknown[][]).filter(([, user]) => user === "1")).toEqual(
        [],
      );
      await django.call("delete_user", "kim");
      expect(await userRows(server.sql)).toEqual([]);
    });

    test("flushes its tables, after which ids begin anew, and no former sign-in is anybody's", async () => {
      await django.call("manage", "flush");
      const answer = await signUp("mseo", "mseo@naver.com");
      expect(answer).toMatchObject({ status: 201, body: { user: { id: 1 } } });
      expect((await browser.get("/user/me")).status).toBe(401);
      expect((await send(server, "/user/me", { bearer: pair.access })).status).toBe(401);
      expect(await refreshStatus(server, pair.refresh)).toBe(401);
      expect(await signInStatus("mseo")).toBe(200);
    });
  },
);
