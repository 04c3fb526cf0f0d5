import { expect, test } from "vitest";
import { readMailbox } from "@/lib/mail/mailbox";
import { groups } from "@/lib/settings/definitions";
import { copyOf, signUpForSession } from "@/lib/testing/browser";
import { send } from "@/lib/testing/client";
import { given, testRows, unset } from "@/lib/testing/http/setting_rows";
import { sendDue } from "@/lib/testing/mail/outbox";
import { askForReset, type Link, setByLink } from "@/lib/testing/mail/reset";
import { breachedFile, breachedLines } from "@/lib/testing/passwords/breached_list";
import { sendRaw } from "@/lib/testing/raw_request";
import { meStatus, newName, PASSWORD, signUpForTokens } from "@/lib/testing/requests";
import { type Check, type TestServer, withServerBeside } from "@/lib/testing/server";
import { userRows } from "@/lib/testing/store/sql";
import { claimsOf, signHs256 } from "@/lib/testing/tokens";

const FORMER_KEY = "the-former-secret-key-that-was-long-enough-too";
const PARTNER = "https://partner.example.net";
const CORS = { CORS_ALLOWED_ORIGINS: PARTNER };

test("no two settings have one name, and no group is left out", () => {
  const names = Object.values(groups).flatMap((group) => Object.values(group).map(({ name }) => name));
  expect(new Set(names).size).toBe(names.length);
  expect(Object.keys(groups)).toEqual([
    "General",
    "Redirects",
    "Users",
    "Name and look",
    "User table",
    "Tokens (SIMPLE_JWT)",
    "Token cookies",
    "Sessions",
    "Passwords",
    "Limits",
    "Mail",
    "Events",
  ]);
});

/** What becomes of a session and a token that were made under the former secret key. */
function formerKey(statuses: { session: number; token: number }): Check {
  return async (server) => {
    await withServerBeside(server, { SECRET_KEY: FORMER_KEY }, async (before) => {
      const browser = await signUpForSession(before);
      const { access } = await signUpForTokens(before);
      expect((await copyOf(server, browser).get("/user/me")).status).toBe(statuses.session);
      expect(await meStatus(server, access)).toBe(statuses.token);
    });
    const renewed = await signUpForSession(server);
    expect((await renewed.get("/user/me")).status).toBe(200);
    await withServerBeside(server, { SECRET_KEY: FORMER_KEY }, async (before) => {
      expect((await copyOf(before, renewed).get("/user/me")).status).toBe(401);
    });
  };
}

/** Which origins may send changing requests. */
function origins(expected: Record<string, boolean>): Check {
  return async (server) => {
    for (const [origin, welcome] of Object.entries(expected)) {
      for (const headers of [{ Origin: origin }, { Origin: origin, "Sec-Fetch-Site": "cross-site" }]) {
        const trusted = welcome && origin !== server.settings.origin;
        const { status } = await send(server, "/user/jwt_verify", { json: {}, headers });
        const passes = "Sec-Fetch-Site" in headers ? trusted : welcome;
        expect(status, JSON.stringify(headers)).toBe(passes ? 400 : 403);
      }
    }
  };
}

/** Whose pages may read answers. */
function reads(expected: Record<string, boolean>): Check {
  return async (server) => {
    for (const [origin, allowed] of Object.entries(expected)) {
      const { headers } = await send(server, "/user/me", { headers: { Origin: origin } });
      expect(headers["access-control-allow-origin"], origin).toBe(allowed ? origin : undefined);
    }
  };
}

/** @param expected the header that lets a page read an answer to a request with cookies */
function readsWithCookies(expected: string | undefined): Check {
  return async (server) => {
    for (const method of ["GET", "OPTIONS"]) {
      const { headers } = await send(server, "/user/me", { method, headers: { Origin: PARTNER } });
      expect(headers["access-control-allow-origin"]).toBe(PARTNER);
      expect(headers["access-control-allow-credentials"]).toBe(expected);
    }
  };
}

/** The address that is written down for a sign-in whose request claims two. */
function comesFrom(address: string): Check {
  return async (server) => {
    const headers = {
      "X-Forwarded-For": "203.0.113.9, 198.51.100.7:51234",
      Forwarded: "for=192.0.2.1",
      "X-Real-IP": "192.0.2.2",
    };
    for (const path of ["/user/session_signup", "/user/jwt_signup"])
      await send(server, path, { json: { username: newName(), password: PASSWORD }, headers });
    expect(await server.sql`SELECT address FROM latchkey_session`).toEqual([{ address }]);
    expect(await server.sql`SELECT address FROM latchkey_family`).toEqual([{ address }]);
  };
}

/** The first words of an answer by what the request asks for. */
function speaks(expected: readonly (readonly [string | undefined, string])[]): Check {
  return async (server) => {
    for (const [language, detail] of expected) {
      const headers = language === undefined ? {} : { "Accept-Language": language };
      expect((await send(server, "/user/me", { headers })).body?.detail).toBe(detail);
    }
  };
}

const PRODUCTION = { DEBUG: "false", APP_ORIGIN: "https://latchkey.example" };

async function hstsOf(server: TestServer): Promise<unknown> {
  return (await send(server, "/healthz")).headers["strict-transport-security"];
}

const ENGLISH = "Authentication credentials were not provided.";
const KOREAN = "자격 인증데이터(authentication credentials)가 제공되지 않았습니다.";

/** What is left of an account that its user deletes: whether its row is active; nothing at all. */
function leaves(rows: readonly boolean[]): Check {
  return async (server) => {
    const browser = await signUpForSession(server);
    expect((await browser.delete("/user/me")).status).toBe(204);
    expect((await userRows(server.sql)).map(({ isActive }) => isActive)).toEqual(rows);
  };
}

/** Signs somebody up, and reads the link of a reset from the mailbox. */
async function newLink(server: TestServer): Promise<Link> {
  const email = `${newName()}@example.com`;
  await send(server, "/user/jwt_signup", { json: { username: newName(), password: PASSWORD, email } });
  await askForReset(server, email);
  await sendDue(server);
  const [mail] = await readMailbox(server.settings);
  const [, uid = "", token = ""] = /\/reset\/([\w-]+)\/([\w-]+)\/$/m.exec(mail?.text ?? "") ?? [];
  return { uid, token };
}

/** @param seconds ahead of UTC */
function stampedLater(seconds: number): Check {
  return async (server) => {
    const { token } = await newLink(server);
    const stamp = Number.parseInt(token.split("-")[0] ?? "", 36);
    expect(stamp).toBe(Math.floor((server.clock.now() - Date.UTC(2001, 0, 1)) / 1000) + seconds);
  };
}

/** What /user/forward_auth answers to a token, and whether a bad one in the header spoils a good one in the cookie. */
function forwardAuthBy(expected: { header: number; cookie: number }): Check {
  return async (server) => {
    const { access } = await signUpForTokens(server);
    const ask = async (headers: Record<string, string>) =>
      (await send(server, "/user/forward_auth", { headers })).status;
    const Cookie = `${server.settings.jwt.cookies.access.name}=${access}`;
    expect(await ask({ Authorization: `Bearer ${access}` })).toBe(expected.header);
    expect(await ask({ Cookie })).toBe(expected.cookie);
    expect(await ask({ Authorization: "Bearer x" })).toBe(401);
    expect(await ask({ Authorization: "Bearer x", Cookie })).toBe(expected.header === 200 ? 401 : 200);
    expect(await ask({ Authorization: "Basic eDp4", Cookie })).toBe(200);
  };
}

function linkWorksFor(seconds: number): Check {
  return async (server) => {
    server.clock.setSeconds(Math.floor(server.clock.now() / 1000));
    const link = await newLink(server);
    server.clock.advance(seconds + 1);
    expect((await setByLink(server, link, "another password")).status).toBe(400);
    server.clock.advance(-1);
    expect((await setByLink(server, link, "another password")).status).toBe(204);
  };
}

/** Whether there is the lab. */
function hasLab(expected: boolean): Check {
  return async (server) => {
    // What is missing in the body is told where there is a lab only.
    expect((await send(server, "/lab/knock", { json: {} })).status).toBe(expected ? 400 : 404);
  };
}

testRows(groups.General, {
  LAB: [
    unset("it is there with DEBUG", hasLab(true)),
    unset("and without it is not", hasLab(false), PRODUCTION),
    given("true", "it is there without DEBUG, too", hasLab(true), PRODUCTION),
    given("false", "it is not there with DEBUG either", hasLab(false)),
  ],
  SECRET_KEY_FALLBACKS: [
    unset("a changed secret key ends sessions and tokens", formerKey({ session: 401, token: 401 })),
    given(
      FORMER_KEY,
      "those of the former key live on, new ones are made with the new key",
      formerKey({ session: 200, token: 200 }),
    ),
    given(
      `none,${FORMER_KEY.repeat(2)},${FORMER_KEY}`.slice(5),
      "several former keys",
      formerKey({ session: 200, token: 200 }),
    ),
    given(
      FORMER_KEY,
      "sign no tokens where SIGNING_KEY is a key of its own",
      async (server) => {
        const { access } = await signUpForTokens(server);
        expect(await meStatus(server, access)).toBe(200);
        for (const key of server.settings.secretKeys)
          expect(await meStatus(server, signHs256(claimsOf(access), key))).toBe(401);
      },
      { SIGNING_KEY: "a-key-for-tokens-that-never-was-a-secret-key" },
    ),
  ],
  KEEP_ALIVE_TIMEOUT: [
    unset("longer than the minute of most proxies", async (server) => {
      expect((await send(server, "/healthz")).headers["keep-alive"]).toBe("timeout=75");
    }),
    given("1s", "that long, then the connection is closed", async ({ url }) => {
      // Resolves when the server has closed the connection.
      const request = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
      expect((await sendRaw(url, request)).headers.get("keep-alive")).toBe("timeout=1");
    }),
  ],
  TRUSTED_PROXIES: [
    unset("whatever a caller says of its address is not believed", comesFrom("127.0.0.1")),
    given(
      "127.0.0.1",
      "what this proxy adds is believed, what stands before it is not",
      comesFrom("198.51.100.7"),
    ),
    given("127.0.0.1,198.51.100.0/24", "proxy behind proxy", comesFrom("203.0.113.9")),
    given("10.0.0.0/8", "another proxy's word counts for nothing from here", comesFrom("127.0.0.1")),
  ],
  FORWARD_AUTH_HEADER: [
    unset("proxies are told of a token in the header", forwardAuthBy({ header: 200, cookie: 200 })),
    given("false", "the header is the app's, cookies count", forwardAuthBy({ header: 401, cookie: 200 })),
  ],
  APP_ORIGIN: [
    unset(
      "HOST and PORT",
      origins({ "http://127.0.0.1:8000": true, [PARTNER]: false, "http://127.0.0.1": false }),
    ),
    given(PARTNER, "that origin only", origins({ "http://127.0.0.1:8000": false, [PARTNER]: true })),
  ],
  CSRF_TRUSTED_ORIGINS: [
    unset("nobody but ourselves", origins({ "http://127.0.0.1:8000": true, [PARTNER]: false })),
    given(
      `https://a.example,${PARTNER}`,
      "those too",
      origins({
        "http://127.0.0.1:8000": true,
        "https://a.example": true,
        [PARTNER]: true,
        "https://b.example": false,
      }),
    ),
    given(
      "https://*.a.example,https://*.b.example:8443",
      "a domain and all below it, with that scheme and port",
      origins({
        "https://a.example": true,
        "https://x.a.example": true,
        "https://y.x.a.example": true,
        "http://x.a.example": false,
        "https://x.a.example:8443": false,
        "https://xa.example": false,
        "https://a.example.net": false,
        "https://evil.example/.a.example": false,
        "https://evil.example#.a.example": false,
        "https://x@x.a.example": false,
        "https://*.a.example": false,
        "https://x.b.example:8443": true,
        "https://b.example:8443": true,
        "https://x.b.example": false,
        null: false,
      }),
    ),
  ],
  CORS_ALLOWED_ORIGINS: [
    unset("no page of another origin", reads({ [PARTNER]: false, "http://127.0.0.1:8000": false })),
    given(
      `https://a.example,${PARTNER}/`,
      "pages of those origins",
      reads({ [PARTNER]: true, "https://a.example": true, "https://b.example": false, null: false }),
    ),
  ],
  CORS_ALLOW_CREDENTIALS: [
    unset("answers to requests without cookies", readsWithCookies(undefined), CORS),
    given("true", "answers to requests with cookies, too", readsWithCookies("true"), CORS),
  ],
  SECURE_HSTS_SECONDS: [
    unset("a year, where browsers reach the app by https in production", async (server) => {
      expect(await hstsOf(server)).toBeUndefined();
      await withServerBeside(server, PRODUCTION, async (secure) => {
        expect(await hstsOf(secure)).toBe("max-age=31536000");
      });
      await withServerBeside(
        server,
        { ...PRODUCTION, APP_ORIGIN: "http://latchkey.example" },
        async (plain) => {
          expect(await hstsOf(plain)).toBeUndefined();
        },
      );
    }),
    given("1h", "that long", async (server) => expect(await hstsOf(server)).toBe("max-age=3600"), PRODUCTION),
    given("0", "not at all", async (server) => expect(await hstsOf(server)).toBeUndefined(), PRODUCTION),
  ],
  ACCOUNT_DELETE: [
    unset("an account that is deleted is gone", leaves([])),
    given("delete", "it is gone", leaves([])),
    given("deactivate", "it is not active any more", leaves([false])),
  ],
  TIME_ZONE: [
    unset("links to set a new password are stamped in UTC", stampedLater(0)),
    given("Asia/Seoul", "they are stamped by the clocks of Seoul", stampedLater(9 * 3600)),
  ],
  LANGUAGE_CODE: [
    unset(
      "English, where nothing or nothing of ours is asked for",
      speaks([
        [undefined, ENGLISH],
        ["fr", ENGLISH],
        ["ko", KOREAN],
        ["ko-KR,en;q=0.5", KOREAN],
      ]),
    ),
    given(
      "ko-kr",
      "Korean, where nothing or nothing of ours is asked for",
      speaks([
        [undefined, KOREAN],
        ["fr", KOREAN],
        ["en", ENGLISH],
        ["en-US,ko;q=0.5", ENGLISH],
      ]),
    ),
  ],
});

async function storedHashes({ sql }: TestServer): Promise<string[]> {
  return (await userRows(sql)).map(({ password }) => password);
}

function makes(pattern: RegExp): Check {
  return async (server) => {
    const json = { username: newName(), password: PASSWORD };
    expect((await send(server, "/user/session_signup", { json })).status).toBe(201);
    expect((await send(server, "/user/jwt_signin", { json })).status).toBe(200);
    expect(await storedHashes(server)).toEqual([expect.stringMatching(pattern)]);
  };
}

/** A hash that another configuration made: whether it is taken, and what is stored afterwards. */
function meets(before: Record<string, string>, status: number, after: RegExp): Check {
  return async (server) => {
    const json = { username: newName(), password: PASSWORD };
    await withServerBeside(server, before, async (other) => {
      await send(other, "/user/session_signup", { json });
    });
    for (const path of ["/user/session_signin", "/user/jwt_signin"])
      expect((await send(server, path, { json })).status).toBe(status);
    expect(await storedHashes(server)).toEqual([expect.stringMatching(after)]);
  };
}

const SHORT = /^This password is too short/;
const COMMON = /^This password is too common/;
const BREACHED = /^This password was leaked by another service/;
const FORBIDDEN = /^This password contains a word that is easy to guess/;
const NUMERIC = /^This password is entirely numeric/;
const SIMILAR = /^The password is too similar to the/;

const COMMON_ONLY = { PASSWORD_VALIDATORS: "common" };

/** What is said of passwords for somebody one of whose names is longname; nothing where one is taken. */
function judges(verdicts: Record<string, readonly RegExp[]>): Check {
  return async (server) => {
    for (const [password, problems] of Object.entries(verdicts)) {
      for (const path of ["/user/session_signup", "/user/jwt_signup"]) {
        const username = `longname-${newName()}`;
        const { status, body } = await send(server, path, { json: { username, password } });
        expect([status, body?.password], password).toEqual(
          problems.length === 0
            ? [201, undefined]
            : [400, problems.map((problem) => expect.stringMatching(problem))],
        );
      }
    }
  };
}

testRows(groups.Passwords, {
  PASSWORD_HASHERS: [
    unset("new hashes are pbkdf2_sha256, older ones become so", async (server) => {
      await meets({ PASSWORD_HASHERS: "bcrypt_sha256" }, 200, /^pbkdf2_sha256\$1000\$/)(server);
    }),
    given("scrypt", "new hashes are scrypt", makes(/^scrypt\$/)),
    given("argon2", "new hashes are argon2", makes(/^argon2\$argon2id\$/)),
    given("bcrypt_sha256", "new hashes are bcrypt_sha256", makes(/^bcrypt_sha256\$\$2b\$04\$/)),
    given("pbkdf2_sha1", "new hashes are pbkdf2_sha1", makes(/^pbkdf2_sha1\$1000\$/)),
    given(
      "scrypt,pbkdf2_sha256",
      "a hash of another that is listed is upgraded",
      meets({ PASSWORD_HASHERS: "pbkdf2_sha256" }, 200, /^scrypt\$/),
    ),
    given(
      "scrypt",
      "a hash of one that is not listed is unusable",
      meets({ PASSWORD_HASHERS: "pbkdf2_sha256" }, 401, /^pbkdf2_sha256\$/),
    ),
  ],
  PASSWORD_UPGRADE: [
    unset(
      "a right password's weaker hash is replaced",
      meets({ PBKDF2_ITERATIONS: "999" }, 200, /^pbkdf2_sha256\$1000\$/),
    ),
    given(
      "false",
      "it stays, and still signs in",
      meets({ PBKDF2_ITERATIONS: "999" }, 200, /^pbkdf2_sha256\$999\$/),
    ),
    given(
      "false",
      "so does one of another hasher",
      meets({ PASSWORD_HASHERS: "pbkdf2_sha1" }, 200, /^pbkdf2_sha1\$1000\$/),
    ),
  ],
  PBKDF2_ITERATIONS: [
    unset("a million", makes(/^pbkdf2_sha256\$1000000\$/)),
    given("3000", "that many", makes(/^pbkdf2_sha256\$3000\$/)),
    given(
      "3000",
      "fewer are raised at sign-in",
      meets({ PBKDF2_ITERATIONS: "2999" }, 200, /^pbkdf2_sha256\$3000\$/),
    ),
    given("3000", "more are left alone", meets({ PBKDF2_ITERATIONS: "3001" }, 200, /^pbkdf2_sha256\$3001\$/)),
  ],
  BCRYPT_ROUNDS: [
    unset("12", makes(/^bcrypt_sha256\$\$2b\$12\$/), { PASSWORD_HASHERS: "bcrypt_sha256" }),
    given("6", "that many", makes(/^bcrypt_sha256\$\$2b\$06\$/), { PASSWORD_HASHERS: "bcrypt_sha256" }),
    given(
      "6",
      "fewer are raised at sign-in",
      meets({ PASSWORD_HASHERS: "bcrypt_sha256", BCRYPT_ROUNDS: "5" }, 200, /^bcrypt_sha256\$\$2b\$06\$/),
      { PASSWORD_HASHERS: "bcrypt_sha256" },
    ),
    given(
      "6",
      "more are left alone",
      meets({ PASSWORD_HASHERS: "bcrypt_sha256", BCRYPT_ROUNDS: "7" }, 200, /^bcrypt_sha256\$\$2b\$07\$/),
      { PASSWORD_HASHERS: "bcrypt_sha256" },
    ),
  ],
  PASSWORD_VALIDATORS: [
    unset(
      "all four",
      judges({
        "1234": [SHORT, COMMON, NUMERIC],
        longname: [SIMILAR],
        password: [COMMON],
        "918273645546372819": [NUMERIC],
        [PASSWORD]: [],
      }),
    ),
    given("none", "any password", judges({ "1234": [], longname: [], x: [] })),
    given(
      "numeric,similarity",
      "those only, in Django's order",
      judges({ "1234": [NUMERIC], longname: [SIMILAR], x: [] }),
    ),
  ],
  PASSWORD_MIN_LENGTH: [
    unset(
      "8",
      judges({ "7 chars": [SHORT], "8 chars!": [], "😀😀😀😀😀😀😀": [SHORT], "😀😀😀😀😀😀😀😀": [] }),
      { PASSWORD_VALIDATORS: "min_length" },
    ),
    given("12", "12", judges({ "11 charact.": [SHORT], "12 character": [] }), {
      PASSWORD_VALIDATORS: "min_length",
    }),
  ],
  BREACHED_PASSWORDS: [
    unset("none is looked up", judges({ "correct horse": [] }), COMMON_ONLY),
    given(
      breachedFile(breachedLines(["correct horse", "password"]).join("\n")),
      "those of the file, where nothing else is wrong",
      judges({ "correct horse": [BREACHED], password: [COMMON], "Correct horse": [] }),
      COMMON_ONLY,
    ),
  ],
  PASSWORD_RESET_TIMEOUT: [
    unset("a link works for three days", linkWorksFor(259_200)),
    given("1h", "a link works for an hour", linkWorksFor(3600)),
  ],
  PASSWORD_FORBIDDEN_WORDS: [
    unset("the product's name", judges({ "my L@tchkey 2026": [FORBIDDEN], "my acme 2026": [] }), COMMON_ONLY),
    given(
      "Acme Inc., 우리회사",
      "these words",
      judges({ "my ACME-inc 2026": [FORBIDDEN], "우리 회사 비밀번호": [FORBIDDEN], "my latchkey 2026": [] }),
      COMMON_ONLY,
    ),
    given("none", "no word", judges({ "my latchkey 2026": [] }), COMMON_ONLY),
    given("acme", "none without `common`", judges({ "my acme 2026": [] }), {
      PASSWORD_VALIDATORS: "min_length",
    }),
  ],
});
