import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { makePassword } from "@/lib/credentials/passwords/make_password";
import { writeRefusedSignIns } from "@/lib/events/refused_sign_ins";
import { type Browser, openBrowser, signUpForSession } from "@/lib/testing/browser";
import { type Answer, send } from "@/lib/testing/client";
import { cookieHeader } from "@/lib/testing/cookies";
import {
  meStatus,
  newName,
  PASSWORD,
  refreshStatus,
  signInForTokens,
  signUpForTokens,
  tokensOf,
} from "@/lib/testing/requests";
import { startTestServer, type TestServer, withServerBeside } from "@/lib/testing/server";
import { codeOf, recoveryCodesOf, type SecondFactor, setUpSecondFactor } from "@/lib/testing/totp";

const PAGE = { "X-Latchkey-Page": "1", "Sec-Fetch-Site": "same-origin" };
const SIGN_INS = ["/user/session_signin", "/user/jwt_signin", "/api/token", "/api/token/sliding"];
const MINUTE = 60;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ THROTTLE_CODE: "10/15m" });
});
afterAll(() => server.close());

let username: string;
let browser: Browser;
let factor: SecondFactor;
beforeEach(async () => {
  username = newName();
  browser = await signUpForSession(server, username);
  factor = await setUpSecondFactor(server, browser.post);
  server.clock.advance(30);
});
// Codes of two steps are not the same by chance only if each test has steps of its own.
afterEach(() => server.clock.advance(90));

function signIn(path: string, headers = {}): Promise<Answer> {
  return send(server, path, { json: { username, password: PASSWORD }, headers });
}

async function challenge(path = "/user/session_signin"): Promise<string> {
  const { status, body } = await signIn(path);
  expect([status, body?.code]).toEqual([401, "totp_required"]);
  return String(body?.challenge);
}

function answer(path: string, json: unknown): Promise<Answer> {
  return send(server, path, { json });
}

describe("a user with an authenticator app", () => {
  test.each(SIGN_INS)(
    "is asked for a code at %s, after the password only, and gets nothing before",
    async (path) => {
      const asked = await signIn(path);
      expect(asked.status).toBe(401);
      expect(Object.keys(asked.body ?? {}).sort()).toEqual(["challenge", "code", "detail"]);
      expect(asked.setCookies).toEqual([]);
      const wrong = await send(server, path, { json: { username, password: "wrong" } });
      expect(wrong.body?.code).toBe("no_active_account");
      const token = String(asked.body?.challenge);
      expect(await meStatus(server, token)).toBe(401);
      expect(await refreshStatus(server, token)).toBe(401);
      for (const name of ["sessionid", "latchkey_access", "latchkey_challenge"])
        expect((await send(server, "/user/me", { headers: { Cookie: `${name}=${token}` } })).status).toBe(
          401,
        );
    },
  );

  test("finishes the sign-in by session", async () => {
    const mine = openBrowser(server);
    const done = await mine.post("/user/session_totp", {
      challenge: await challenge(),
      code: codeOf(server, factor.secret),
    });
    expect([done.status, done.body?.username]).toEqual([200, username]);
    expect((await mine.get("/user/me")).status).toBe(200);
  });

  test.each(SIGN_INS)("finishes the sign-in that began at %s by JWT", async (path) => {
    const done = await answer("/user/jwt_totp", {
      challenge: await challenge(path),
      code: codeOf(server, factor.secret),
    });
    expect(done.status).toBe(200);
    expect(await meStatus(server, tokensOf(done).access)).toBe(200);
  });

  test("has the challenge in a cookie on our pages, which the code's answer clears", async () => {
    for (const mode of ["session", "jwt"]) {
      server.clock.advance(90);
      const mine = openBrowser(server);
      const asked = await mine.post(`/user/${mode}_signin`, { username, password: PASSWORD }, PAGE);
      expect(Object.keys(asked.body ?? {}).sort()).toEqual(["code", "detail"]);
      expect(asked.setCookies).toEqual([
        expect.stringMatching(/^latchkey_challenge=.*; Max-Age=300; Path=\/; HttpOnly; SameSite=Lax$/),
      ]);
      const done = await mine.post(`/user/${mode}_totp`, { code: codeOf(server, factor.secret) }, PAGE);
      expect(done.status).toBe(200);
      expect(mine.cookies.has("latchkey_challenge")).toBe(false);
      expect((await mine.get("/user/me")).status).toBe(200);
    }
  });

  test("has five minutes for the code", async () => {
    const token = await challenge();
    server.clock.advance(5 * MINUTE - 1);
    const late = await answer("/user/session_totp", { challenge: token, code: "000000" });
    expect([late.status, late.body]).toEqual([
      400,
      { code: ["This code is not right, or was used before."] },
    ]);
    server.clock.advance(1);
    const code = codeOf(server, factor.secret);
    const over = await answer("/user/session_totp", { challenge: token, code });
    expect([over.status, over.body?.code]).toEqual([401, "challenge_expired"]);
  });

  test("needs a challenge of this server's, and of the user themselves", async () => {
    const other = newName();
    const theirs = await signUpForSession(server, other);
    const { secret } = await setUpSecondFactor(server, theirs.post);
    const token = await challenge();
    server.clock.advance(30);
    const crossed = await answer("/user/session_totp", { challenge: token, code: codeOf(server, secret) });
    expect(crossed.status).toBe(400);
    const session = [...theirs.cookies.values()][0];
    for (const forged of ["", "x", "a*b*c*d*e*f*g*h", session, token.replace("*", "**"), undefined]) {
      const code = codeOf(server, factor.secret);
      const { status } = await answer("/user/jwt_totp", {
        ...(forged === undefined ? {} : { challenge: forged }),
        code,
      });
      expect(status, forged).toBe(forged === "" ? 400 : 401);
    }
  });
});

describe("a code", () => {
  test("works once, also for fifty at once, on both paths", async () => {
    const token = await challenge();
    const code = codeOf(server, factor.secret);
    const paths = Array.from({ length: 50 }, (_, index) =>
      index % 2 ? "/user/session_totp" : "/user/jwt_totp",
    );
    await withServerBeside(server, { THROTTLE_CODE: "none" }, async (unlimited) => {
      const answers = await Promise.all(
        paths.map((path) => send(unlimited, path, { json: { challenge: token, code } })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(49).fill(400)]);
    });
  });

  test("is void once a later one was used", async () => {
    const earlier = codeOf(server, factor.secret);
    server.clock.advance(30);
    const [token, now] = [await challenge(), codeOf(server, factor.secret)];
    expect((await answer("/user/session_totp", { challenge: token, code: now })).status).toBe(200);
    expect((await answer("/user/session_totp", { challenge: token, code: earlier })).status).toBe(400);
  });

  test("that confirmed the app signs nobody in", async () => {
    server.clock.advance(-30);
    const code = codeOf(server, factor.secret);
    expect((await answer("/user/session_totp", { challenge: await challenge(), code })).status).toBe(400);
  });

  test("may be typed with blanks and in full-width digits", async () => {
    const code = codeOf(server, factor.secret);
    const wide = [...code].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join("");
    const typed = ` ${wide.slice(0, 3)} ${wide.slice(3)} `;
    expect((await answer("/user/session_totp", { challenge: await challenge(), code: typed })).status).toBe(
      200,
    );
  });

  test("that is right does not count, however often", async () => {
    for (let signIns = 0; signIns < 12; signIns += 1) {
      server.clock.advance(30);
      const done = { challenge: await challenge(), code: codeOf(server, factor.secret) };
      expect((await answer("/user/session_totp", done)).status).toBe(200);
    }
  });

  test("that is wrong is noted: its owner learns that somebody knows the password", async () => {
    const token = await challenge();
    const { id } = (await browser.get("/user/me")).body ?? {};
    await answer("/user/session_totp", { challenge: token, code: "000000" });
    await writeRefusedSignIns(server.store);
    const rows = await server.sql.query<{ facts: string }>(
      `SELECT facts FROM latchkey_event WHERE user_key = '${id}' AND name = 'sign_in_refused'`,
    );
    expect(rows.map(({ facts }) => JSON.parse(facts).of)).toEqual(["code"]);
  });

  test("can be guessed ten times in a quarter of an hour, then the right one has to wait, too", async () => {
    const token = await challenge();
    const guess = (path: string) => answer(path, { challenge: token, code: "000000" });
    for (let tried = 0; tried < 10; tried += 1)
      expect((await guess(tried % 2 ? "/user/session_totp" : "/user/jwt_totp")).status).toBe(400);
    const code = codeOf(server, factor.secret);
    for (const path of ["/user/session_totp", "/user/jwt_totp"]) {
      const refused = await answer(path, { challenge: token, code });
      expect([refused.status, refused.body?.code, refused.headers["retry-after"]]).toEqual([
        429,
        "throttled",
        "900",
      ]);
    }
    server.clock.advance(15 * MINUTE);
    const done = { challenge: await challenge(), code: codeOf(server, factor.secret) };
    expect((await answer("/user/session_totp", done)).status).toBe(200);
  });
});

describe("a recovery code", () => {
  test("works once in place of a code, also for fifty at once", async () => {
    const token = await challenge();
    const [code, next] = factor.recoveryCodes;
    await withServerBeside(server, { THROTTLE_CODE: "none" }, async (unlimited) => {
      const json = { challenge: token, code };
      const answers = await Promise.all(
        Array.from({ length: 50 }, () => send(unlimited, "/user/jwt_totp", { json })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(49).fill(400)]);
    });
    const upper = String(next).toUpperCase().replaceAll("-", " ");
    expect((await answer("/user/session_totp", { challenge: token, code: upper })).status).toBe(200);
    expect((await browser.get("/user/totp")).body).toEqual({ enabled: true, recovery_codes: 8 });
  });

  test("is void once there are new ones, and another user's is none", async () => {
    const renewed = await browser.post("/user/recovery_codes", { code: codeOf(server, factor.secret) });
    const fresh = recoveryCodesOf(renewed);
    expect(fresh).toHaveLength(10);
    const other = await signUpForSession(server);
    const { recoveryCodes: theirs } = await setUpSecondFactor(server, other.post);
    const token = await challenge();
    const statusOf = async (code: string | undefined) =>
      (await answer("/user/session_totp", { challenge: token, code })).status;
    expect(await statusOf(factor.recoveryCodes[0])).toBe(400);
    expect(await statusOf(theirs[0])).toBe(400);
    expect(await statusOf(fresh[0])).toBe(200);
  });
});

test("what changes is an event of the account, and its owner is told by mail", async () => {
  const name = newName();
  const json = { username: name, password: PASSWORD, email: `${name}@example.com` };
  const mine = openBrowser(server);
  const { body } = await mine.post("/user/session_signup", json, { "Accept-Language": "ko" });
  const { secret, recoveryCodes } = await setUpSecondFactor(server, mine.post);
  const [used, usedToo] = recoveryCodesOf(
    await mine.post("/user/recovery_codes", { code: recoveryCodes[0] }),
  );
  const asked = await send(server, "/user/jwt_signin", { json });
  const challenge = asked.body?.challenge;
  const void_ = { challenge, code: recoveryCodes[1] };
  expect((await answer("/user/jwt_totp", void_)).status).toBe(400);
  const renewed = await mine.post("/user/recovery_codes", { code: used });
  const [code, last] = recoveryCodesOf(renewed);
  expect((await answer("/user/jwt_totp", { challenge, code: usedToo })).status).toBe(400);
  expect((await answer("/user/jwt_totp", { challenge, code })).status).toBe(200);
  const cookies = [...mine.cookies].map(([key, value]) => `${key}=${value}`).join("; ");
  for (let removals = 0; removals < 2; removals += 1)
    await send(server, "/user/totp", {
      method: "DELETE",
      headers: { Cookie: cookies },
      json: { code: last },
    });
  await writeRefusedSignIns(server.store);
  const names = await server.sql.query<{ name: string }>(
    `SELECT name FROM latchkey_event WHERE user_key = '${body?.id}' AND name NOT LIKE 'signed%' ORDER BY name`,
  );
  // Refusals of one second are one row.
  expect([...new Set(names.map(({ name }) => name))]).toContain("sign_in_refused");
  expect(
    names
      .map(({ name }) => name)
      .filter((name) => name !== "sign_in_refused")
      .sort(),
  ).toEqual([
    ...Array(4).fill("recovery_code_used"),
    ...["recovery_codes_renewed", "recovery_codes_renewed"],
    "totp_disabled",
    "totp_enabled",
  ]);
  const mails = await server.sql.query<{ kind: string; facts: string }>(
    `SELECT kind, facts FROM latchkey_outbox WHERE user_key = '${body?.id}' ORDER BY kind`,
  );
  expect(mails.map(({ kind }) => kind)).toEqual([
    ...Array(4).fill("recovery_code_used"),
    ...["recovery_codes_renewed", "recovery_codes_renewed"],
    ...["totp_disabled", "totp_enabled"],
  ]);
  for (const { facts } of mails) expect(facts).not.toContain(secret);
});

describe("setting up", () => {
  test("gives what an app needs, and changes nothing until a code of it confirms it", async () => {
    const name = newName();
    const mine = await signUpForSession(server, name);
    const { body } = await mine.post("/user/totp");
    const secret = String(body?.secret);
    const uri = new URL(String(body?.uri));
    expect(uri.searchParams.get("secret")).toBe(secret);
    expect(decodeURIComponent(uri.pathname)).toBe(`/127.0.0.1:${name}`);
    expect(body?.qr).toMatch(/^<svg [^>]*>.*<\/svg>$/s);
    expect((await mine.get("/user/totp")).body).toEqual({ enabled: false, recovery_codes: 0 });
    await signInForTokens(server, name);
    const wrong = await mine.post("/user/totp_confirm", { code: codeOf(server, secret, 2) });
    expect([wrong.status, Object.keys(wrong.body ?? {})]).toEqual([400, ["code"]]);
    expect((await mine.post("/user/totp_confirm", { code: codeOf(server, secret) })).status).toBe(200);
    expect((await mine.get("/user/totp")).body).toEqual({ enabled: true, recovery_codes: 10 });
    const again = await mine.post("/user/totp_confirm", { code: codeOf(server, secret) });
    expect(Object.keys(again.body ?? {})).toEqual(["non_field_errors"]);
  });

  test("a new app leaves the one in use alone until it is confirmed; then only the new one counts", async () => {
    const { body } = await browser.post("/user/totp", { code: factor.recoveryCodes[0] });
    const secret = String(body?.secret);
    const old = { challenge: await challenge(), code: codeOf(server, factor.secret) };
    expect((await answer("/user/session_totp", old)).status).toBe(200);
    expect((await browser.post("/user/totp_confirm", { code: codeOf(server, secret) })).status).toBe(200);
    server.clock.advance(30);
    const token = await challenge();
    const statusOf = async (of: string) =>
      (await answer("/user/session_totp", { challenge: token, code: codeOf(server, of) })).status;
    expect(await statusOf(factor.secret)).toBe(400);
    expect(await statusOf(secret)).toBe(200);
  });

  test("has to be confirmed within an hour", async () => {
    const name = newName();
    const mine = await signUpForSession(server, name);
    const { body } = await mine.post("/user/totp");
    server.clock.advance(3600);
    await mine.post("/user/confirm", { password: PASSWORD });
    const late = await mine.post("/user/totp_confirm", { code: codeOf(server, String(body?.secret)) });
    expect(late.status).not.toBe(200);
  });

  test("and taking out end all other sign-ins, in both modes", async () => {
    const name = newName();
    const mine = await signUpForSession(server, name);
    const tokens = await signInForTokens(server, name);
    const { secret } = await setUpSecondFactor(server, mine.post);
    expect(await meStatus(server, tokens.access)).toBe(401);
    expect(await refreshStatus(server, tokens.refresh)).toBe(401);
    server.clock.advance(30);
    const asked = await send(server, "/user/jwt_signin", { json: { username: name, password: PASSWORD } });
    const signedIn = await answer("/user/jwt_totp", {
      challenge: asked.body?.challenge,
      code: codeOf(server, secret),
    });
    const { access } = tokensOf(signedIn);
    const remove = (code?: string) =>
      send(server, "/user/totp", {
        method: "DELETE",
        bearer: access,
        json: code === undefined ? {} : { code },
      });
    server.clock.advance(30);
    expect((await remove(codeOf(server, secret))).status).toBe(204);
    expect(await meStatus(server, access)).toBe(200);
    expect((await mine.get("/user/me")).status).toBe(401);
    expect((await signInForTokens(server, name)).access).toBeTypeOf("string");
    expect((await remove()).status).toBe(204);
    expect((await send(server, "/user/recovery_codes", { bearer: access, json: {} })).status).toBe(400);
  });

  test("anew, taking out and new recovery codes want a code of who has an app, and the password alone does not do", async () => {
    const remove = (json: unknown) =>
      send(server, "/user/totp", { method: "DELETE", headers: cookieHeader(browser.cookies), json });
    const changes = {
      setUp: (json: unknown) => browser.post("/user/totp", json),
      renewal: (json: unknown) => browser.post("/user/recovery_codes", json),
      removal: remove,
    };
    expect((await browser.post("/user/confirm", { password: PASSWORD })).status).toBe(204);
    for (const [what, change] of Object.entries(changes)) {
      for (const json of [{}, { code: "000000" }, { code: "no-such-code" }]) {
        const { status, body } = await change(json);
        expect([status, Object.keys(body ?? {})], `${what} ${JSON.stringify(json)}`).toEqual([400, ["code"]]);
      }
    }
    expect((await browser.get("/user/totp")).body).toEqual({ enabled: true, recovery_codes: 10 });
    const code = codeOf(server, factor.secret);
    expect((await changes.setUp({ code })).status).toBe(200);
    // A code is used up by whatever it was given for.
    expect((await changes.renewal({ code })).status).toBe(400);
    expect((await remove({ code: factor.recoveryCodes[0] })).status).toBe(204);
  });

  test("needs a recent sign-in, as do all changes", async () => {
    const { access } = await signUpForTokens(server);
    server.clock.advance(4 * MINUTE);
    await withServerBeside(server, { RECENT_SIGNIN_AGE: "4m" }, async (strict) => {
      const calls = [
        ["POST", "/user/totp"],
        ["DELETE", "/user/totp"],
        ["POST", "/user/totp_confirm"],
        ["POST", "/user/recovery_codes"],
      ] as const;
      for (const [method, path] of calls) {
        const sent = { method, json: { code: "000000" } };
        const { status, body } = await send(strict, path, { ...sent, bearer: access });
        expect([status, body?.code], `${method} ${path}`).toEqual([403, "confirm_required"]);
      }
      expect((await send(strict, "/user/totp", { bearer: access })).status).toBe(200);
    });
  });
});

test("a copy of the database holds neither a secret nor a code, and a seal is one user's", async () => {
  const other = await signUpForSession(server);
  const theirs = await setUpSecondFactor(server, other.post);
  const rows = await server.sql.query<{ user_key: string; secret: string }>("SELECT * FROM latchkey_totp");
  const codes = await server.sql.query<{ digest: string }>("SELECT * FROM latchkey_recovery_code");
  const stored = JSON.stringify([rows, codes]);
  for (const secret of [factor.secret, theirs.secret, ...factor.recoveryCodes, ...theirs.recoveryCodes])
    expect(stored).not.toContain(secret);
  // Whoever can write to the database gives a user the seal of their own secret.
  const own = rows.find(({ user_key }) => user_key === String(rows.at(-1)?.user_key))?.secret;
  await server.sql.query(`UPDATE latchkey_totp SET secret = '${own}', last_step = NULL`);
  const code = codeOf(server, theirs.secret);
  expect((await answer("/user/session_totp", { challenge: await challenge(), code })).status).toBe(400);
});

test("an app in use outlives the secret key that it was set up with", async () => {
  const FORMER = server.settings.secretKeys[0];
  const NEXT = "the-next-secret-key-that-is-long-enough-for-it";
  const NEWEST = "the-newest-secret-key-that-is-long-enough-for-it";
  const json = { username, password: PASSWORD };
  const signInAt = async (settings: Record<string, string>) => {
    server.clock.advance(60);
    let status = 0;
    await withServerBeside(server, settings, async (next) => {
      const asked = await send(next, "/user/jwt_signin", { json });
      const body = { challenge: asked.body?.challenge, code: codeOf(server, factor.secret) };
      ({ status } = await send(next, "/user/jwt_totp", { json: body }));
    });
    return status;
  };
  expect(await signInAt({ SECRET_KEY: NEXT, SECRET_KEY_FALLBACKS: FORMER })).toBe(200);
  expect(await signInAt({ SECRET_KEY: NEWEST, SECRET_KEY_FALLBACKS: NEXT })).toBe(200);
  expect(await signInAt({ SECRET_KEY: FORMER })).toBe(400);
});

test("a challenge is void once the password is another, or the user is inactive", async () => {
  const statusAfter = async (change: string) => {
    const token = await challenge();
    await server.sql.query(`UPDATE auth_user SET ${change} WHERE username = '${username}'`);
    const code = codeOf(server, factor.secret);
    return (await answer("/user/session_totp", { challenge: token, code })).status;
  };
  expect(await statusAfter("is_active = false")).toBe(401);
  await server.sql.query(`UPDATE auth_user SET is_active = true WHERE username = '${username}'`);
  const other = await makePassword("another", server.settings.passwords);
  expect(await statusAfter(`password = '${other}'`)).toBe(401);
});
