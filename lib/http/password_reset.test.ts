import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { fillAddresses } from "@/lib/jobs/fill_addresses";
import { type Browser, openBrowser } from "@/lib/testing/browser";
import { type Answer, send } from "@/lib/testing/client";
import { cookieHeader } from "@/lib/testing/cookies";
import { mailSettings, sendDue } from "@/lib/testing/mail/outbox";
import { askForReset, getLink, type Link, linksTo, setByLink } from "@/lib/testing/mail/reset";
import { type MailServer, startMailServer } from "@/lib/testing/mail/server";
import { PASSWORD, refreshStatus, signIn, signInForTokens, tokensOf } from "@/lib/testing/requests";
import { startTestServer, type TestServer, withServerBeside } from "@/lib/testing/server";
import { secretOf } from "@/lib/testing/settings";
import { setUpSecondFactor } from "@/lib/testing/totp";

const NEW = "a quite different password";
const INVALID = {
  token: [
    "The password reset link was invalid, possibly because it has already been used. Please request a new password reset.",
  ],
};
const DAY = 86_400;

let mailServer: MailServer;
let server: TestServer;
let logged: string[];
beforeAll(async () => {
  mailServer = await startMailServer();
});
afterAll(() => mailServer.close());
beforeEach(async () => {
  server = await startTestServer(mailSettings(mailServer.port));
  logged = [];
  vi.spyOn(console, "error").mockImplementation((line: string) => void logged.push(line));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await server.close();
});

let addresses = 0;
/** An address to which nothing was sent yet. */
function newAddress(): string {
  addresses += 1;
  return `user${addresses}@example.com`;
}

async function signUp(username: string, email = newAddress()): Promise<string> {
  const { status } = await send(server, "/user/jwt_signup", {
    json: { username, password: PASSWORD, email },
  });
  expect(status).toBe(201);
  return email;
}

const signInStatus = async (username: string, password: string) =>
  (await send(server, "/user/jwt_signin", { json: { username, password } })).status;
const kinds = async () => {
  const rows = await server.sql.query<{ name: string }>(
    "SELECT name FROM latchkey_event WHERE name LIKE 'password%' ORDER BY at",
  );
  return rows.map(({ name }) => name);
};
const isInvalid = (answer: Answer) => expect([answer.status, answer.body]).toEqual([400, INVALID]);

describe("asking for a link", () => {
  it("is answered the same, and does the same, whether or not there is an account", async () => {
    const [known, unknown] = [await signUp("mseo"), newAddress()];
    const answers = [await askForReset(server, known), await askForReset(server, unknown)];
    const [first, second] = answers.map(({ status, headers, text, setCookies }) => {
      return { status, headers: { ...headers, date: "" }, text, setCookies };
    });
    expect(first).toEqual(second);
    expect(first).toMatchObject({ status: 204, text: "", setCookies: [] });
    const rows = await server.sql.query<Record<string, unknown>>(
      "SELECT kind, user_key, facts, tries FROM latchkey_outbox ORDER BY facts",
    );
    expect(rows).toMatchObject(
      [known, unknown].map((folded) => ({
        user_key: null,
        facts: expect.stringContaining(folded),
        tries: 0,
      })),
    );
    expect(await kinds()).toEqual([]);
    expect(await sendDue(server)).toBe(1);
    expect([linksTo(mailServer, known).length, linksTo(mailServer, unknown).length]).toEqual([1, 0]);
    expect([await server.sql.count("latchkey_outbox"), await kinds()]).toEqual([0, ["password_reset_asked"]]);
  });

  it("leads to a mail for each account of the address, to the address as each has it", async () => {
    const shared = newAddress();
    const stored = shared.replace("user", "User");
    await signUp("first", shared);
    for (const name of ["second", "inactive", "unusable"]) await signUp(name);
    await server.sql`UPDATE auth_user SET email = ${stored} WHERE username <> 'first'`;
    await server.sql`UPDATE auth_user SET is_active = ${false} WHERE username = 'inactive'`;
    await server.sql`UPDATE auth_user SET password = '!unusable' WHERE username = 'unusable'`;
    await fillAddresses({ ...server, now: new Date(server.clock.now()) });
    await askForReset(server, shared.toUpperCase());
    expect(await sendDue(server)).toBe(2);
    expect([linksTo(mailServer, shared).length, linksTo(mailServer, stored).length]).toEqual([1, 1]);
    const texts = mailServer.mails.slice(-2).map(({ mail }) => mail.text);
    expect(texts.map((text) => /Your username is (\w+)/.exec(text ?? "")?.[1]).sort()).toEqual([
      "first",
      "second",
    ]);
  });

  it("links to APP_ORIGIN, whatever the request says of its host, in the language of the request", async () => {
    const address = await signUp("mseo");
    const forged = {
      ...{ host: "evil.example", "x-forwarded-host": "evil.example", "x-forwarded-proto": "http" },
      ...{ forwarded: "host=evil.example", origin: "https://auth.example.com", "accept-language": "ko" },
    };
    expect((await askForReset(server, address, forged)).status).toBe(204);
    await sendDue(server);
    const { mail, raw } = mailServer.mails.at(-1) as MailServer["mails"][number];
    expect(mail.text).toMatch(/^https:\/\/auth\.example\.com\/reset\/MQ\/[\w-]+\/$/m);
    expect(mail.text).toContain("링크는 3일 동안");
    expect(raw + mail.html).not.toContain("evil");
  });

  it("sends nothing to a user who is deactivated, or has another address, by the time of sending", async () => {
    const [address, other] = [await signUp("mseo"), await signUp("other")];
    const before = mailServer.mails.length;
    mailServer.refuse({ "RCPT TO": 451 });
    for (const asked of [address, other]) await askForReset(server, asked);
    expect(await sendDue(server)).toBe(0);
    mailServer.refuse({});
    await server.sql`UPDATE auth_user SET is_active = ${false} WHERE username = 'mseo'`;
    await server.sql`UPDATE auth_user SET email = 'thief@example.com' WHERE username = 'other'`;
    server.clock.advance(60);
    expect(await sendDue(server)).toBe(0);
    expect([await server.sql.count("latchkey_outbox"), mailServer.mails.length]).toEqual([0, before]);
  });

  it("stores and logs no link, and a mail server that is dead delays nothing", async () => {
    const address = await signUp("mseo");
    mailServer.refuse({ "RCPT TO": 451 });
    expect((await askForReset(server, address)).status).toBe(204);
    await sendDue(server);
    const [{ facts, kind }] = (await server.sql.query("SELECT kind, facts FROM latchkey_outbox")) as [
      { facts: string; kind: string },
    ];
    expect([kind, Object.keys(JSON.parse(facts)).sort()]).toEqual([
      "password_reset",
      ["address", "language", "username"],
    ]);
    mailServer.refuse({});
    server.clock.advance(60);
    await sendDue(server);
    const [link] = linksTo(mailServer, address) as [Link];
    await setByLink(server, link, NEW);
    expect(logged.length).toBeGreaterThan(0);
    expect(logged.join("")).not.toContain(link.token);
  });

  it("without a way to send mail, there is no such endpoint", async () => {
    const off = await startTestServer({ DEBUG: "false" }, { beside: server });
    expect((await askForReset(off, "mseo@naver.com")).status).toBe(404);
    await off.close();
  });
});

describe("a link", () => {
  it("sets the password, ends all sign-ins, signs nobody in, and its owner is told", async () => {
    const address = await signUp("mseo");
    const { refresh } = await signInForTokens(server, "mseo");
    const browser = openBrowser(server);
    await browser.post("/user/session_signin", { username: "mseo", password: PASSWORD });
    const link = await getLink(server, mailServer, address);
    const { status, text, setCookies } = await setByLink(server, link, NEW);
    expect({ status, text, setCookies }).toEqual({ status: 204, text: "", setCookies: [] });
    expect([await refreshStatus(server, refresh), (await browser.get("/user/me")).status]).toEqual([
      401, 401,
    ]);
    expect(await server.sql.count("latchkey_session")).toBe(0);
    expect([await signInStatus("mseo", PASSWORD), await signInStatus("mseo", NEW)]).toEqual([401, 200]);
    expect(await kinds()).toEqual(["password_reset_asked", "password_reset"]);
    expect(await sendDue(server)).toBe(1);
    expect(mailServer.mails.at(-1)?.mail.subject).toBe("Your password for auth.example.com was changed");
  });

  it("works once, of fifty uses at the same moment, too", async () => {
    const address = await signUp("mseo");
    const link = await getLink(server, mailServer, address);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => setByLink(server, link, `password number ${index}`)),
    );
    const won = answers.findIndex(({ status }) => status === 204);
    expect(answers.filter(({ status }) => status === 204).length).toBe(1);
    answers.filter((_, index) => index !== won).forEach(isInvalid);
    expect(await signInStatus("mseo", `password number ${won}`)).toBe(200);
    expect((await kinds()).filter((name) => name === "password_reset")).toEqual(["password_reset"]);
  });

  it("opens an account that strangers have closed, and makes strangers of the browsers that knew it", async () => {
    const address = await signUp("mseo");
    const limits = { THROTTLE_ACCOUNT: "2/15m" };
    await withServerBeside(server, { ...mailSettings(mailServer.port), ...limits }, async (limited) => {
      const browser = openBrowser(limited);
      const status = async (by: { post: typeof browser.post }, password: string) =>
        (await by.post("/user/session_signin", { username: "mseo", password })).status;
      expect(await status(browser, PASSWORD)).toBe(200);
      const close = async () => {
        for (const expected of [401, 401, 429])
          expect(await status(openBrowser(limited), "wrong")).toBe(expected);
      };
      await close();
      limited.clock.advance(1);
      const link = await getLink(limited, mailServer, address);
      expect((await setByLink(limited, link, NEW)).status).toBe(204);
      expect(await status(openBrowser(limited), NEW)).toBe(200);
      await close();
      expect(await status(browser, NEW)).toBe(429);
    });
  });

  it("works until its time is over, and not a second longer", async () => {
    const address = await signUp("mseo");
    server.clock.setSeconds(Math.floor(server.clock.now() / 1000));
    const link = await getLink(server, mailServer, address);
    server.clock.advance(3 * DAY + 1);
    isInvalid(await setByLink(server, link, NEW));
    server.clock.advance(-1);
    expect((await setByLink(server, link, NEW)).status).toBe(204);
  });

  it("is dead after a sign-in, another link's use, a change of the password or the address, and for others", async () => {
    const [address, other] = [await signUp("mseo"), await signUp("other")];
    const [first, second] = [
      await getLink(server, mailServer, address),
      await getLink(server, mailServer, address),
    ];
    const theirs = await getLink(server, mailServer, other);
    isInvalid(await setByLink(server, { ...first, uid: theirs.uid }, NEW));
    isInvalid(await setByLink(server, { ...theirs, uid: first.uid }, NEW));
    expect((await setByLink(server, second, NEW)).status).toBe(204);
    isInvalid(await setByLink(server, first, PASSWORD));

    server.clock.advance(1);
    await signIn(server, "other");
    isInvalid(await setByLink(server, theirs, NEW));
    const again = await getLink(server, mailServer, other);
    await server.sql`UPDATE auth_user SET email = 'new@example.com' WHERE username = 'other'`;
    isInvalid(await setByLink(server, again, NEW));
    await server.sql`UPDATE auth_user SET email = ${other}, is_active = ${false} WHERE username = 'other'`;
    isInvalid(await setByLink(server, again, NEW));
    await server.sql`UPDATE auth_user SET is_active = ${true} WHERE username = 'other'`;
    expect((await setByLink(server, again, NEW)).status).toBe(204);
  });

  it("sets the password of the account that the form names: of two opened links, one does not set the other's", async () => {
    const shared = await signUp("first");
    await signUp("second");
    await server.sql`UPDATE auth_user SET email = ${shared}`;
    await fillAddresses({ ...server, now: new Date(server.clock.now()) });
    await askForReset(server, shared);
    await sendDue(server);
    const links = linksTo(mailServer, shared);
    const [first, second] = ["MQ", "Mg"].map((uid) => links.find((link) => link.uid === uid) as Link);
    const browser = openBrowser(server);
    for (const link of [first, second]) await browser.get(`/reset/${link?.uid}/${link?.token}`);
    const before = await server.sql`SELECT username, password FROM auth_user ORDER BY username`;
    const confirm = (fields: object) =>
      browser.post("/user/password_reset_confirm", { ...fields, new_password: NEW });
    for (const fields of [{ uid: "MQ" }, {}, { uid: "" }, { token: second?.token }]) {
      const { status, body } = await confirm(fields);
      expect([status, Object.keys(body ?? {})]).toEqual([400, [fields.uid === "" ? "uid" : "token"]]);
    }
    const form = await send(server, "/user/password_reset_confirm?next=/password_reset/done", {
      method: "POST",
      headers: {
        ...cookieHeader(browser.cookies),
        Accept: "text/html",
        "Content-Type": "application/x-www-form-urlencoded",
      },
      body: `uid=MQ&new_password=${encodeURIComponent(NEW)}`,
    });
    expect([form.status, form.headers.location]).toEqual([
      303,
      "/password_reset/new?wrong=token.reset_link_invalid&next=%2Fpassword_reset%2Fdone",
    ]);
    expect(await server.sql`SELECT username, password FROM auth_user ORDER BY username`).toEqual(before);
    expect((await confirm({ uid: "Mg" })).status).toBe(204);
    expect([await signInStatus("first", NEW), await signInStatus("second", NEW)]).toEqual([401, 200]);
  });

  it("opens an account again that guesses have closed, its owner's own or strangers', before and after", async () => {
    const limits = { ...mailSettings(mailServer.port), THROTTLE_ACCOUNT: "2/15m" };
    await withServerBeside(server, limits, async (limited) => {
      const json = { username: "mseo", password: NEW };
      const browser = openBrowser(limited);
      const address = await signUp("mseo");
      const enter = (by: Pick<Browser, "post"> = openBrowser(limited)) =>
        by.post("/user/session_signin", json).then(({ status }) => status);
      expect((await browser.post("/user/session_signin", { ...json, password: PASSWORD })).status).toBe(200);
      const closed = [401, 401, 429];
      for (const by of [browser, openBrowser(limited)])
        expect([await enter(by), await enter(by), await enter(by)]).toEqual(closed);
      const { uid, token } = await getLink(limited, mailServer, address);
      await browser.get(`/reset/${uid}/${token}`);
      const set = { uid, new_password: NEW };
      expect((await browser.post("/user/password_reset_confirm", set)).status).toBe(204);
      expect([await enter(browser), await enter()]).toEqual([200, 200]);
      // A browser that was not known before is so from now on.
      const fresh = openBrowser(limited);
      limited.clock.advance(1);
      const again = await getLink(limited, mailServer, address);
      await fresh.get(`/reset/${again.uid}/${again.token}`);
      expect((await fresh.post("/user/password_reset_confirm", set)).status).toBe(204);
      const wrong = { ...json, password: "wrong" };
      for (const status of closed)
        expect((await send(limited, "/user/jwt_signin", { json: wrong })).status).toBe(status);
      expect(await enter(fresh)).toBe(200);
    });
  });

  it("that nobody made is refused as one that was used", async () => {
    await signUp("mseo");
    for (const uid of ["MQ", "Mg", "OTk5", "", "a", "../..", "MQ==", "\u0000", "YQBi"])
      for (const token of ["dish95-1ab5c3677a8080cf6dae03e07cbff287", "a-b", "x"]) {
        const answer = await setByLink(server, { uid, token }, NEW);
        if (uid === "" || uid === "\u0000") expect(answer.status).toBe(400);
        else isInvalid(answer);
      }
  });

  it("is left as it is where the new password is too weak", async () => {
    const strict = await startTestServer(
      { ...mailSettings(mailServer.port), PASSWORD_VALIDATORS: "similarity,numeric" },
      { beside: server },
    );
    const address = await signUp("mseominseo");
    const link = await getLink(strict, mailServer, address);
    expect((await setByLink(strict, link, "12345678")).body).toEqual({
      new_password: ["This password is entirely numeric."],
    });
    expect((await setByLink(strict, link, "mseominseo1")).body).toHaveProperty("new_password");
    expect((await setByLink(strict, link, NEW)).status).toBe(204);
    await strict.close();
  });

  it("of a former secret key works while SECRET_KEY_FALLBACKS has it", async () => {
    const address = await signUp("mseo");
    const link = await getLink(server, mailServer, address);
    const changed = { ...mailSettings(mailServer.port), SECRET_KEY: secretOf(50) };
    const without = await startTestServer(changed, { beside: server });
    isInvalid(await setByLink(without, link, NEW));
    const fallbacks = { ...changed, SECRET_KEY_FALLBACKS: server.settings.secretKeys[0] };
    const within = await startTestServer(fallbacks, { beside: server });
    expect((await setByLink(within, link, NEW)).status).toBe(204);
    await Promise.all([without.close(), within.close()]);
  });

  it("opens no account that has a second factor: the code is asked for as before", async () => {
    const address = newAddress();
    const signedUp = await send(server, "/user/jwt_signup", {
      json: { username: "mseo", password: PASSWORD, email: address },
    });
    const bearer = tokensOf(signedUp).access;
    await setUpSecondFactor(server, (path, json = {}) => send(server, path, { json, bearer }));
    expect((await setByLink(server, await getLink(server, mailServer, address), NEW)).status).toBe(204);
    const { status, body } = await send(server, "/user/jwt_signin", {
      json: { username: "mseo", password: NEW },
    });
    expect([status, body?.code]).toEqual([401, "totp_required"]);
  });
});
