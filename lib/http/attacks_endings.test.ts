import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, test, vi } from "vitest";
import { sealSessionKey, unsealSessionKey } from "@/lib/credentials/seal";
import { isSqliteUrl, sqliteFile } from "@/lib/store/address";
import { copyOf, openBrowser, signUpForSession } from "@/lib/testing/browser";
import { send } from "@/lib/testing/client";
import { cookieHeader } from "@/lib/testing/cookies";
import {
  newName,
  PASSWORD,
  refreshForTokens,
  signInForTokens,
  signUpForTokens,
  type Tokens,
  tokensOf,
} from "@/lib/testing/requests";
import { startTestServer, type TestServer, withServer, withServerBeside } from "@/lib/testing/server";
import { TEST_SERVER } from "@/lib/testing/store/database";
import { tableRows } from "@/lib/testing/table_rows";

const ROTATING = { ROTATE_REFRESH_TOKENS: "true", BLACKLIST_AFTER_ROTATION: "true" };

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ AUTH_TOKEN_CLASSES: "AccessToken" });
});
afterAll(() => server.close());

/** The statuses of using a pair: its access token, then its refresh token. */
async function uses(target: TestServer, { access, refresh }: Tokens): Promise<[number, number]> {
  const me = await send(target, "/user/me", { bearer: access });
  const refreshed = await send(target, "/user/jwt_refresh", { json: { refresh } });
  return [me.status, refreshed.status];
}

describe("a sign-in ends the session whose cookie came with the request", () => {
  const json = { password: PASSWORD };

  it.each(["/user/session_signin", "/user/session_signup"])("%s", async (path) => {
    const username = newName();
    if (path.endsWith("signin")) await signUpForSession(server, username);
    const planted = await signUpForSession(server);
    const victim = copyOf(server, planted);
    const answer = await victim.post(path, { username, ...json });
    expect(answer.body?.username).toBe(username);
    expect(victim.cookies.get("sessionid")).not.toBe(planted.cookies.get("sessionid"));
    expect((await victim.get("/user/me")).body?.username).toBe(username);
    expect((await planted.get("/user/me")).status).toBe(401);
  });

  test("also its own former one", async () => {
    const username = newName();
    const browser = await signUpForSession(server, username);
    const former = copyOf(server, browser);
    await browser.post("/user/session_signin", { username, ...json });
    expect((await former.get("/user/me")).status).toBe(401);
    expect((await browser.get("/user/me")).status).toBe(200);
  });

  test("never takes over the key in a valid seal", async () => {
    const key = "k".repeat(43);
    const seal = await sealSessionKey(key, server.settings.secretKeys, 1000);
    const browser = openBrowser(server, [["sessionid", seal]]);
    await browser.post("/user/session_signup", { username: newName(), ...json });
    expect(await keyIn(browser.cookies.get("sessionid"))).not.toBe(key);
    expect((await send(server, "/user/me", { headers: cookieHeader([["sessionid", seal]]) })).status).toBe(
      401,
    );
  });

  test("but one that fails, or is for tokens, ends nothing", async () => {
    const username = newName();
    const browser = await signUpForSession(server, username);
    const former = copyOf(server, browser);
    await browser.post("/user/session_signin", { username, password: "wrong horse" });
    await browser.post("/user/session_signup", { username, ...json });
    await browser.post("/user/jwt_signin", { username, ...json });
    expect((await former.get("/user/me")).status).toBe(200);
  });
});

function keyIn(seal = ""): Promise<string | null> {
  return unsealSessionKey(seal, server.settings.secretKeys, server.settings.session.age);
}

describe("after signing out", () => {
  test("a copy of the session cookie is dead, and other sessions live", async () => {
    const username = newName();
    const browser = await signUpForSession(server, username);
    const elsewhere = openBrowser(server);
    await elsewhere.post("/user/session_signin", { username, password: PASSWORD });
    const copy = copyOf(server, browser);
    const answer = await browser.post("/user/session_signout");
    expect([answer.status, answer.text, browser.cookies.size]).toEqual([204, "", 0]);
    expect((await copy.get("/user/me")).status).toBe(401);
    expect((await copyOf(server, copy).post("/user/session_signout")).status).toBe(403);
    expect((await elsewhere.get("/user/me")).status).toBe(200);
  });

  test("every token of the sign-in is dead, and other sign-ins live", async () => {
    await withServer({ ...ROTATING, AUTH_TOKEN_CLASSES: "AccessToken,RefreshToken" }, async (target) => {
      const username = newName();
      const first = await signUpForTokens(target, username);
      const second = await refreshForTokens(target, first.refresh);
      const elsewhere = await signInForTokens(target, username);
      expect((await send(target, "/user/jwt_signout", { json: { refresh: second.refresh } })).status).toBe(
        204,
      );
      for (const pair of [first, second]) {
        expect(await uses(target, pair)).toEqual([401, 401]);
        for (const token of [pair.access, pair.refresh]) {
          expect((await send(target, "/user/me", { bearer: token })).status).toBe(401);
          expect((await send(target, "/user/jwt_verify", { json: { token } })).body?.detail).toBe(
            "Token is blacklisted",
          );
        }
      }
      expect(await uses(target, elsewhere)).toEqual([200, 200]);
    });
  });

  test("copies of the token cookies are dead", async () => {
    await withServer({ AUTH_COOKIE: "t" }, async (target) => {
      const browser = openBrowser(target);
      await browser.post("/user/jwt_signup", { username: newName(), password: PASSWORD });
      const copy = copyOf(target, browser);
      const answer = await browser.post("/user/jwt_signout");
      expect([answer.status, answer.text, browser.cookies.size]).toEqual([204, "", 0]);
      expect((await copy.get("/user/me")).status).toBe(401);
      expect((await copy.post("/user/jwt_verify")).status).toBe(401);
      expect((await copy.post("/user/jwt_refresh")).status).toBe(401);
      expect((await copy.post("/user/jwt_signout")).status).toBe(401);
    });
  });

  test("no other spelling of its tokens lives", async () => {
    const { access, refresh } = await signUpForTokens(server);
    for (const padding of ["=", "=="]) {
      expect(await uses(server, { access: access + padding, refresh: refresh + padding })).toEqual([
        200, 200,
      ]);
    }
    await send(server, "/user/jwt_signout", { json: { refresh } });
    for (const index of spellings(refresh).keys()) {
      const pair = { access: spellings(access)[index] ?? "", refresh: spellings(refresh)[index] ?? "" };
      expect(await uses(server, pair), pair.refresh).toEqual([401, 401]);
    }
  });
});

/** A token as it could also be written: padded, with blanks, with another last character for the same bytes. */
function spellings(token: string): string[] {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const [head = "", payload = "", signature = ""] = token.split(".");
  const bytes = (text: string) => Buffer.from(text, "base64url").toString("hex");
  const sameBytes = [...alphabet]
    .map((last) => signature.slice(0, -1) + last)
    .filter((other) => other !== signature && bytes(other) === bytes(signature));
  expect(sameBytes.length).toBeGreaterThan(0);
  return [
    ...sameBytes.map((other) => `${head}.${payload}.${other}`),
    ...["", "=", "==", "===", "A", "."].map((end) => token + end),
    ` ${token}`,
    `${token}\t`,
    `${head}=.${payload}.${signature}`,
    `${head}.${payload}=.${signature}`,
  ];
}

describe("a new hash of the same password, made at sign-in, ends nothing", () => {
  const settings = { ...ROTATING, AUTH_TOKEN_CLASSES: "AccessToken" };

  it.each([
    { former: { PBKDF2_ITERATIONS: "1000" }, later: { PBKDF2_ITERATIONS: "2000" } },
    {
      former: { PASSWORD_HASHERS: "bcrypt_sha256,pbkdf2_sha256" },
      later: { PASSWORD_HASHERS: "pbkdf2_sha256,bcrypt_sha256" },
    },
    {
      former: { SECRET_KEY: "f".repeat(40), SIGNING_KEY: "s".repeat(40) },
      later: {
        SECRET_KEY: "l".repeat(40),
        SECRET_KEY_FALLBACKS: "f".repeat(40),
        SIGNING_KEY: "s".repeat(40),
        PBKDF2_ITERATIONS: "2000",
      },
    },
  ])("$former, then $later", async ({ former, later }) => {
    await withServer({ ...settings, ...former }, async (before) => {
      const username = newName();
      const browser = await signUpForSession(before, username);
      const pair = await signInForTokens(before, username);
      const hash = await storedHash(before, username);
      await withServerBeside(before, { ...settings, ...later }, async (after) => {
        const signIn = await send(after, "/user/session_signin", {
          json: { username, password: PASSWORD },
        });
        expect(signIn.status).toBe(200);
        expect(await storedHash(after, username)).not.toBe(hash);
        expect((await copyOf(after, browser).get("/user/me")).status).toBe(200);
        expect(await uses(after, pair)).toEqual([200, 200]);
      });
    });
  });

  test("by several sign-ins at once, all of which are good", async () => {
    await withServer({ ...settings, PBKDF2_ITERATIONS: "1000" }, async (before) => {
      const json = { username: newName(), password: PASSWORD };
      await send(before, "/user/session_signup", { json });
      await withServerBeside(before, { ...settings, PBKDF2_ITERATIONS: "20000" }, async (after) => {
        const browsers = Array.from({ length: 8 }, () => openBrowser(after));
        const signIns = browsers.map((browser) => browser.post("/user/session_signin", json));
        const pairs = browsers.map(() => send(after, "/user/jwt_signin", { json }));
        expect((await Promise.all(signIns)).map(({ status }) => status)).toEqual(Array(8).fill(200));
        const tokens = (await Promise.all(pairs)).map(tokensOf);
        const visits = await Promise.all(browsers.map((browser) => browser.get("/user/me")));
        expect(visits.map(({ status }) => status)).toEqual(Array(8).fill(200));
        expect(await Promise.all(tokens.map((pair) => uses(after, pair)))).toEqual(Array(8).fill([200, 200]));
      });
    });
  });
});

async function storedHash({ sql }: TestServer, username: string): Promise<string> {
  const rows = await sql<{ password: string }>`SELECT password FROM auth_user WHERE username = ${username}`;
  return rows[0]?.password ?? "";
}

describe("what another hand does to a user ends every session and token", () => {
  const statements = {
    "another password": "UPDATE auth_user SET password = 'pbkdf2_sha256$1000$salt$hash'",
    "an unusable password": "UPDATE auth_user SET password = '!unusable'",
    "another salt of the same password": "UPDATE auth_user SET password = password || 'x'",
    deactivation: "UPDATE auth_user SET is_active = false",
    deletion: "DELETE FROM auth_user",
  };

  it.each(Object.entries(statements))("%s", async (_, statement) => {
    const username = newName();
    const browser = await signUpForSession(server, username);
    const pair = await signInForTokens(server, username);
    expect((await browser.get("/user/me")).status).toBe(200);
    expect(await uses(server, pair)).toEqual([200, 200]);
    await server.sql.query(`${statement} WHERE username = '${username}'`);
    expect((await browser.get("/user/me")).status).toBe(401);
    expect(await uses(server, pair)).toEqual([401, 401]);
    expect((await send(server, "/user/jwt_verify", { json: { token: pair.access } })).status).toBe(401);
  });
});

/** Makes the database fail at each new row of a table, by what is no fault of the caller's. */
const FAILING_INSERT = {
  sqlite: (table: string) =>
    `CREATE TRIGGER fail_${table} BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, 'a fault'); END`,
  postgresql: (table: string) =>
    `CREATE OR REPLACE FUNCTION fail() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'a fault'; END $$ LANGUAGE plpgsql;
    CREATE TRIGGER fail BEFORE INSERT ON ${table} EXECUTE FUNCTION fail()`,
};

describe("what is kept", () => {
  function databaseFiles({ settings }: TestServer): string[] {
    const folder = path.dirname(sqliteFile(settings.databaseUrl));
    return readdirSync(folder).map((name) => path.join(folder, name));
  }

  async function keptBytes(kept: TestServer): Promise<Buffer> {
    if (isSqliteUrl(kept.settings.databaseUrl))
      return Buffer.concat(databaseFiles(kept).map((file) => readFileSync(file)));
    const rows = await tableRows(kept);
    return Buffer.from(JSON.stringify(rows, (_, value) => (typeof value === "bigint" ? `${value}` : value)));
  }

  test.skipIf(TEST_SERVER)("the database file and its companions are for their owner only", async () => {
    await signUpForTokens(server);
    const files = databaseFiles(server);
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) expect((statSync(file).mode & 0o777).toString(8), file).toBe("600");
  });

  test("no secret lies in it that could be used", async () => {
    const username = newName();
    const browser = await signUpForSession(server, username);
    const { access, refresh } = await signInForTokens(server, username);
    const seal = browser.cookies.get("sessionid") ?? "";
    const key = (await keyIn(seal)) ?? "";
    const tokens = [access, refresh].flatMap((token) => [token, token.split(".")[2] ?? ""]);
    const secrets = [PASSWORD, seal, key, ...tokens, server.settings.secretKeys[0]];
    const bytes = await keptBytes(server);
    expect(bytes.includes(username)).toBe(true);
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(10);
      for (const encoding of ["utf8", "utf16le"] as const)
        expect(bytes.includes(secret, 0, encoding), secret).toBe(false);
      expect(bytes.includes(Buffer.from(secret, "base64url"))).toBe(false);
      expect(bytes.includes(Buffer.from(secret).toString("base64"))).toBe(false);
    }
  });

  test("the log holds no password, cookie or token, and one line an event, whatever goes wrong", async () => {
    const lines: string[] = [];
    const log = vi.spyOn(console, "error").mockImplementation((line: string) => void lines.push(line));
    await withServer({ ...ROTATING, REFRESH_GRACE_PERIOD: "0" }, async (target) => {
      const username = newName();
      const browser = await signUpForSession(target, username);
      const first = await signInForTokens(target, username);
      const second = await refreshForTokens(target, first.refresh);
      await send(target, "/user/jwt_refresh", {
        json: { refresh: first.refresh },
        headers: { "User-Agent": "a\u009b31m" },
      });
      const third = await signInForTokens(target, username);
      const hash = await storedHash(target, username);
      // The event was committed in the transaction that ended the family.
      const [event] = await target.sql<{ name: string; facts: string; id: string }>`
        SELECT e.name, e.facts, f.id FROM latchkey_event e JOIN latchkey_family f ON f.ended_at = e.at
        WHERE e.name NOT LIKE 'signed%'`;
      expect([event?.name, JSON.parse(event?.facts ?? "")]).toEqual([
        "refresh_token_reused",
        { family: event?.id },
      ]);
      for (const table of ["latchkey_session", "latchkey_token"])
        await target.sql.script(FAILING_INSERT[target.sql.engine](table));
      const failed = [
        await browser.post("/user/session_signin", { username, password: PASSWORD }),
        await browser.post("/user/session_signup", { username: newName(), password: PASSWORD }),
        await send(target, "/user/jwt_signin", { json: { username, password: PASSWORD } }),
        await send(target, "/user/jwt_refresh", { json: { refresh: third.refresh } }),
      ];
      for (const { status, body } of failed) expect([status, body?.code]).toEqual([500, "error"]);
      const secrets = [
        PASSWORD,
        hash,
        ...browser.cookies.values(),
        ...Object.values(first),
        ...Object.values(second),
        ...Object.values(third),
      ];
      for (const secret of secrets) expect(lines.join("\n")).not.toContain(secret);
    });
    log.mockRestore();
    const events = lines.map((line) => JSON.parse(line).event);
    expect(events.filter((event) => event !== "signed_up" && event !== "signed_in")).toEqual([
      "refresh_token_reused",
      ...Array(4).fill("request_failed"),
    ]);
    for (const line of lines) expect(line).not.toMatch(/\p{Cc}/u);
  });
});
