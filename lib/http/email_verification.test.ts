import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from "vitest";
import { type Browser, openBrowser } from "@/lib/testing/browser";
import { type Answer, send } from "@/lib/testing/client";
import { mailSettings, sendDue } from "@/lib/testing/mail/outbox";
import { getLink, setByLink } from "@/lib/testing/mail/reset";
import { type MailServer, startMailServer } from "@/lib/testing/mail/server";
import { verificationMail } from "@/lib/testing/mail/verification";
import { newName, PASSWORD } from "@/lib/testing/requests";
import { startTestServer, type TestServer, withServerBeside } from "@/lib/testing/server";
import { tableRows } from "@/lib/testing/table_rows";
import { codeOf, setUpSecondFactor } from "@/lib/testing/totp";

const PAGE = { "X-Latchkey-Page": "1", "Sec-Fetch-Site": "same-origin" };
const FORM = { Accept: "text/html", "Content-Type": "application/x-www-form-urlencoded" };
const SIGN_INS = ["/user/session_signin", "/user/jwt_signin", "/api/token", "/api/token/sliding"];
const DAY = 86_400;
const USED = { key: ["This link was used already: the address is verified."] };
const INVALID = { key: ["This link does not work any more. Ask for a new one."] };
const WRONG_CODE = { code: ["This code is not right, is too old, or was used before."] };

let mailServer: MailServer;
/** One database for all three settings. */
let none: TestServer;
let server: TestServer;
let mandatory: TestServer;
beforeAll(async () => {
  mailServer = await startMailServer();
  const settings = { ...mailSettings(mailServer.port), THROTTLE_MAIL: "none" };
  none = await startTestServer(settings);
  server = await startTestServer({ ...settings, EMAIL_VERIFICATION: "optional" }, { beside: none });
  mandatory = await startTestServer({ ...settings, EMAIL_VERIFICATION: "mandatory" }, { beside: none });
});
afterAll(async () => {
  await Promise.all([server.close(), mandatory.close()]);
  await none.close();
  await mailServer.close();
});

let username: string;
let address: string;
beforeEach(() => {
  username = newName();
  address = `${username}@example.com`;
});

const mail = (to = address) => verificationMail(server, mailServer, to);
const mailsTo = (to: string) => mailServer.mails.filter((each) => each.to.includes(to));
const verify = (json: unknown, at = server) => send(at, "/user/email_verify", { json });
const eventsOf = async (id: unknown) =>
  (
    await none.sql<{
      name: string;
    }>`SELECT name FROM latchkey_event WHERE user_key = ${String(id)} ORDER BY name`
  ).map(({ name }) => name);

async function signUp(at = server, fields = {}): Promise<{ browser: Browser; answer: Answer }> {
  const browser = openBrowser(at);
  const json = { username, password: PASSWORD, email: address, ...fields };
  return { browser, answer: await browser.post("/user/session_signup", json) };
}

async function signIn(at: TestServer, path = "/user/session_signin", headers = {}): Promise<Answer> {
  return send(at, path, { json: { username, password: PASSWORD }, headers });
}

describe("optional", () => {
  it("signs up at once, and mails a link and a code", async () => {
    const { browser, answer } = await signUp();
    expect(answer.status).toBe(201);
    expect((await browser.get("/user/email")).body).toEqual({
      email: address,
      verified: false,
      pending: null,
    });
    const { received } = await mail();
    expect(received.to).toEqual([address]);
    expect(received.mail.subject).toBe("Confirm your email address for auth.example.com");
    expect(received.mail.text).toContain("for 3 days");
  });

  it("verifies by the link of whoever has it, and signs nobody in", async () => {
    const { browser, answer } = await signUp();
    const { key } = await mail();
    const verified = await verify({ key });
    expect([verified.status, verified.setCookies]).toEqual([204, []]);
    expect((await browser.get("/user/email")).body).toEqual({
      email: address,
      verified: true,
      pending: null,
    });
    expect(await eventsOf(answer.body?.id)).toContain("email_verified");
    expect(await verify({ key })).toMatchObject({ status: 400, body: USED });
  });

  it("verifies by the code of who is signed in, in either mode, and of nobody else", async () => {
    const { browser } = await signUp();
    const { code } = await mail();
    expect(await verify({ code })).toMatchObject({ status: 401, body: { code: "not_authenticated" } });
    expect(await browser.post("/user/email_verify", { code: wrongFor(code) })).toMatchObject({
      status: 400,
      body: WRONG_CODE,
    });
    const tokens = await signIn(server, "/user/jwt_signin");
    const typed = { code: ` ${code.slice(0, 3)} ${code.slice(3)}` };
    const bearer = String(tokens.body?.access);
    expect((await send(server, "/user/email_verify", { json: typed, bearer })).status).toBe(204);
    expect((await browser.get("/user/email")).body?.verified).toBe(true);
    expect((await browser.post("/user/email_verify", { code })).body).toEqual(WRONG_CODE);
  });

  it("opening the link changes nothing, any number of times: its page's button does, without the key in its address", async () => {
    await signUp();
    const { link, key } = await mail();
    const before = await tableRows(none);
    const person = openBrowser(server);
    for (const headers of [{}, { Accept: "text/html" }]) {
      const opened = await person.get(link, headers);
      expect([opened.status, opened.headers.location]).toEqual([303, "/email/verify"]);
      expect(opened.headers["referrer-policy"]).toMatch(/same-origin|no-referrer/);
    }
    expect(await tableRows(none)).toEqual(before);
    expect(person.cookies.get("latchkey_email_key")).toBe(key);
    const cookie = { Cookie: `latchkey_email_key=${key}` };
    const next = encodeURIComponent("/email/verify?verified=1");
    const press = () =>
      send(server, `/user/email_verify?next=${next}`, { headers: { ...FORM, ...cookie }, body: "" });
    const pressed = await press();
    expect([pressed.status, pressed.headers.location]).toEqual([303, "/email/verify?verified=1"]);
    expect(pressed.setCookies.join()).toMatch(/latchkey_email_key=;.*Max-Age=0/);
    expect((await press()).headers.location).toMatch(/^\/email\/verify\?wrong=key\.link_used&/);
    for (const other of ["x", `${key}x`, "%0d%0aSet-Cookie:a=b", "../me"])
      expect((await send(server, `/user/email_verify/${encodeURIComponent(other)}`)).setCookies).toEqual([]);
  });

  it("asks for nothing where there is no address, and mails once more what is not verified yet", async () => {
    const { browser } = await signUp(server, { email: "" });
    const before = mailServer.mails.length;
    expect((await browser.post("/user/email_resend")).status).toBe(204);
    await sendDue(server);
    expect(mailServer.mails.length).toBe(before);
    expect((await browser.get("/user/email")).body).toEqual({ email: "", verified: false, pending: null });

    username = newName();
    const { browser: other } = await signUp(server, { email: `${username}@example.com` });
    address = `${username}@example.com`;
    const first = await mail();
    expect((await other.post("/user/email_resend", {}, { "Accept-Language": "ko" })).status).toBe(204);
    const second = await mail();
    expect(second.received.mail.subject).toBe("auth.example.com 이메일 주소를 인증해 주세요");
    expect((await verify({ key: first.key })).body).toEqual(INVALID);
    expect((await verify({ key: second.key })).status).toBe(204);
    expect((await other.post("/user/email_resend")).status).toBe(204);
    await sendDue(server);
    expect(mailsTo(address)).toHaveLength(2);
  });
});

/** Six other digits. */
function wrongFor(code: string): string {
  return `${(Number(code) + 1) % 1_000_000}`.padStart(6, "0");
}

describe("link and code", () => {
  it("work for EMAIL_VERIFICATION_TIMEOUT, to the second, and end together", async () => {
    const { browser } = await signUp();
    const { key, code } = await mail();
    server.clock.advance(3 * DAY);
    expect((await verify({ key })).body).toEqual(INVALID);
    const signedIn = openBrowser(server);
    await signedIn.post("/user/session_signin", { username, password: PASSWORD });
    expect((await signedIn.post("/user/email_verify", { code })).body).toEqual(WRONG_CODE);
    server.clock.advance(-1);
    expect((await verify({ key })).status).toBe(204);
    expect((await browser.post("/user/email_verify", { code })).status).not.toBe(204);
  });

  it("the link works once, also for fifty at once: one verifies, all others are told that it was used", async () => {
    const { answer } = await signUp();
    const { key } = await mail();
    const answers = await Promise.all(Array.from({ length: 50 }, () => verify({ key })));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, ...Array(49).fill(400)]);
    for (const { status, body } of answers) if (status === 400) expect(body).toEqual(USED);
    expect((await eventsOf(answer.body?.id)).filter((name) => name === "email_verified")).toHaveLength(1);
  });

  it("a code is tried ten times, then a new mail is needed; its link still works", async () => {
    const { browser } = await signUp();
    const { code, key } = await mail();
    await withServerBeside(
      none,
      { EMAIL_VERIFICATION: "optional", THROTTLE_CODE: "none" },
      async (unlimited) => {
        const guess = openBrowser(unlimited, browser.cookies);
        const tries = Array.from({ length: 10 }, () =>
          guess.post("/user/email_verify", { code: wrongFor(code) }),
        );
        for (const { status } of await Promise.all(tries)) expect(status).toBe(400);
        expect((await guess.post("/user/email_verify", { code })).body).toEqual(WRONG_CODE);
      },
    );
    expect((await verify({ key })).status).toBe(204);
  });

  it("codes count against THROTTLE_CODE, apart from those of a second factor", async () => {
    const { browser } = await signUp();
    const { code } = await mail();
    for (let tried = 0; tried < 10; tried += 1)
      await browser.post("/user/email_verify", { code: wrongFor(code) });
    expect(await browser.post("/user/email_verify", { code })).toMatchObject({
      status: 429,
      body: { code: "throttled" },
      headers: { "retry-after": "900" },
    });
    await setUpSecondFactor(server, browser.post);
  });

  it("are of one user and one address: a changed character, another's and an older one verify nothing", async () => {
    await signUp();
    const mine = await mail();
    username = newName();
    address = `${username}@example.com`;
    await signUp();
    const { key } = await mail();
    const forged = [
      `${key.slice(0, 33)}${mine.key.slice(33)}`,
      `${mine.key.slice(0, 33)}${key.slice(33)}`,
      key.slice(0, -1),
      key.toUpperCase(),
      `${"0".repeat(32)}-${"A".repeat(43)}`,
      "'",
    ];
    for (const each of forged) expect((await verify({ key: each })).body, each).toEqual(INVALID);
    for (const json of [{}, { key: "" }, { key: null }, { key: ["a"] }, { code: "" }])
      expect((await verify(json)).status).toBe(400);
    expect((await verify({ key })).status).toBe(204);
  });

  it("are computed with SECRET_KEY, of which a former one counts too; no row holds them", async () => {
    await signUp();
    const { key, code } = await mail();
    const rows = JSON.stringify([await none.sql`SELECT * FROM latchkey_email_proof`]);
    for (const secret of [key.slice(33), code]) expect(rows).not.toContain(`"${secret}`);
    const later = { SECRET_KEY: "another-secret-of-fifty-characters-for-these-tests" };
    await withServerBeside(none, later, async (other) =>
      expect((await verify({ key }, other)).body).toEqual(INVALID),
    );
    const rotated = { ...later, SECRET_KEY_FALLBACKS: none.settings.secretKeys[0] };
    await withServerBeside(none, rotated, async (other) =>
      expect((await verify({ key }, other)).status).toBe(204),
    );
  });

  it("of a user who is deactivated, or gone, verify nothing, and are not mailed", async () => {
    await signUp();
    const { key } = await mail();
    await none.sql`UPDATE auth_user SET is_active = false WHERE username = ${username}`;
    expect((await verify({ key })).body).toEqual(INVALID);
    username = newName();
    address = `${username}@example.com`;
    await signUp();
    await none.sql`DELETE FROM auth_user WHERE username = ${username}`;
    await sendDue(server);
    expect(mailsTo(address)).toEqual([]);
  });
});

describe("a new address", () => {
  const changed = () => `new-${username}@example.com`;

  it("replaces the old one once it is proven, and the old one is told", async () => {
    const { browser, answer } = await signUp();
    expect(await browser.patch("/user/me", { email: changed(), age: 30 })).toMatchObject({
      status: 200,
      body: { email: address, age: 30 },
    });
    const asked = { email: address, verified: false, pending: changed() };
    expect((await browser.get("/user/email")).body).toEqual(asked);
    const { key } = await mail(changed());
    expect(mailsTo(address).filter((each) => each.mail.subject?.includes("was changed"))).toEqual([]);
    expect((await verify({ key })).status).toBe(204);
    expect((await browser.get("/user/me")).body?.email).toBe(changed());
    expect((await browser.get("/user/email")).body).toEqual({
      email: changed(),
      verified: true,
      pending: null,
    });
    await sendDue(server);
    expect(mailsTo(address).at(-1)?.mail.subject).toBe("Your email address for auth.example.com was changed");
    expect(await eventsOf(answer.body?.id)).toContain("email_changed");
    // The old one is free for others.
    username = newName();
    expect((await signUp(server, { email: address })).answer.status).toBe(201);
  });

  it("needs a recent sign-in to be asked for, and is asked for anew each time", async () => {
    const { browser } = await signUp();
    await browser.patch("/user/me", { email: changed() });
    const { key } = await mail(changed());
    await browser.patch("/user/me", { email: `other-${changed()}` });
    expect((await verify({ key })).body).toEqual(INVALID);
    server.clock.advance(15 * 60);
    expect((await browser.patch("/user/me", { email: changed() })).body?.code).toBe("confirm_required");
    const { code } = await mail(`other-${changed()}`);
    expect((await browser.post("/user/email_verify", { code })).status).toBe(204);
    expect((await browser.get("/user/me")).body?.email).toBe(`other-${changed()}`);
  });

  it("is refused if another has taken it meanwhile, however it is written", async () => {
    const { browser } = await signUp();
    const wanted = `${username}@도메인.한국`;
    await browser.patch("/user/me", { email: wanted });
    const { key, code } = await mail(wanted);
    username = newName();
    await signUp(none, { email: `${wanted.split("@")[0]?.toUpperCase()}@xn--hq1bm8jm9l.xn--3e0b707e` });
    const taken = ["A user with that email address already exists."];
    expect((await verify({ key })).body).toEqual({ key: taken });
    expect((await browser.post("/user/email_verify", { code })).body).toEqual({ code: taken });
    expect((await browser.get("/user/me")).body?.email).toBe(address);
  });

  it("that many have asked for is given to one of them", async () => {
    const wanted = `wanted-${username}@example.com`;
    const keys: string[] = [];
    for (let index = 0; index < 12; index += 1) {
      username = newName();
      const { browser } = await signUp(none, { email: "" });
      await openBrowser(server, browser.cookies).patch("/user/me", { email: wanted });
      keys.push((await mail(wanted)).key);
    }
    const answers = await Promise.all(keys.map((key) => verify({ key })));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, ...Array(11).fill(400)]);
    const owners = await none.sql`SELECT id FROM auth_user WHERE email = ${wanted}`;
    expect(owners).toHaveLength(1);
  });

  it.each<[string, (browser: Browser) => Promise<unknown>]>([
    [
      "the password is changed",
      (browser) =>
        browser.post("/user/password_change", { old_password: PASSWORD, new_password: "a quiet key" }),
    ],
    [
      "a new password is set by a link",
      async () => setByLink(server, await getLink(server, mailServer, address), "a quiet key"),
    ],
    ["all sign-ins are ended", (browser) => browser.post("/user/signout_everywhere")],
    ["the present address is asked for", (browser) => browser.patch("/user/me", { email: address })],
    ["the address is taken away", (browser) => browser.patch("/user/me", { email: "" })],
    [
      "the address is changed from elsewhere",
      () => none.sql`UPDATE auth_user SET email = 'elsewhere@example.com' WHERE username = ${username}`,
    ],
  ])("is void when %s", async (_, act) => {
    const { browser } = await signUp();
    await browser.patch("/user/me", { email: changed() });
    const { key } = await mail(changed());
    await act(browser);
    expect((await verify({ key })).body).toEqual(INVALID);
    expect(await none.sql`SELECT id FROM auth_user WHERE email = ${changed()}`).toEqual([]);
  });

  it("in another spelling, and one that is changed without a proof, is not verified by what was proven before", async () => {
    const { browser } = await signUp();
    await verify({ key: (await mail()).key });
    const unproven = openBrowser(none, browser.cookies);
    for (const email of [address.toUpperCase().replace("EXAMPLE.COM", "example.com"), changed()]) {
      expect((await unproven.patch("/user/me", { email })).body?.email).toBe(email);
      expect((await browser.get("/user/email")).body).toEqual({ email, verified: false, pending: null });
    }
  });

  it.each(["a@x.example,b@y.example", "a@x.example\r\nBcc: b@y.example", "<b>@x.example"])(
    "is one address: %j is refused",
    async (email) => {
      const { browser } = await signUp();
      expect((await browser.patch("/user/me", { email })).status).toBe(400);
    },
  );
});

describe("mandatory", () => {
  it("makes the account, and lets nobody in before the address is verified, at any path", async () => {
    const { answer } = await signUp(mandatory);
    expect(answer).toMatchObject({
      status: 401,
      body: { code: "email_verification_required" },
      setCookies: [],
    });
    for (const path of SIGN_INS) {
      const refused = await signIn(mandatory, path);
      expect(refused, path).toMatchObject({ status: 401, body: { code: "email_verification_required" } });
      expect(Object.keys(refused.body ?? {}).sort()).toEqual(["challenge", "code", "detail"]);
      expect(refused.setCookies).toEqual([]);
    }
    expect(await signIn(mandatory, "/user/jwt_signin")).not.toHaveProperty("body.access");
    const { key } = await mail();
    expect(mailsTo(address)).toHaveLength(1);
    expect((await verify({ key }, mandatory)).status).toBe(204);
    for (const path of SIGN_INS) expect((await signIn(mandatory, path)).status, path).toBe(200);
  });

  it("takes the code with the challenge, which lets nobody in by itself", async () => {
    const { answer } = await signUp(mandatory);
    const challenge = String(answer.body?.challenge);
    const { code } = await mail();
    expect(
      (await send(mandatory, "/user/me", { headers: { Cookie: `sessionid=${challenge}` } })).status,
    ).toBe(401);
    expect((await send(mandatory, "/user/session_totp", { json: { challenge, code } })).body?.code).toBe(
      "challenge_expired",
    );
    expect((await verify({ challenge, code: wrongFor(code) }, mandatory)).body).toEqual(WRONG_CODE);
    const done = await verify({ challenge, code }, mandatory);
    expect([done.status, done.setCookies]).toEqual([204, []]);
    expect((await signIn(mandatory)).status).toBe(200);
  });

  it("the challenge lasts an hour, is in a cookie on our pages, and asks for another mail", async () => {
    const browser = openBrowser(mandatory);
    const json = { username, password: PASSWORD, email: address };
    const answer = await browser.post("/user/jwt_signup", json, PAGE);
    expect(Object.keys(answer.body ?? {}).sort()).toEqual(["code", "detail"]);
    expect([...browser.cookies.keys()]).toEqual(["latchkey_challenge"]);
    const first = await mail();
    mandatory.clock.advance(3599);
    expect((await browser.post("/user/email_resend")).status).toBe(204);
    const second = await mail();
    expect(second.key).not.toBe(first.key);
    mandatory.clock.advance(1);
    const late = await browser.post("/user/email_verify", { code: second.code });
    expect(late).toMatchObject({ status: 401, body: { code: "challenge_expired" } });
    await browser.post("/user/jwt_signin", json, PAGE);
    expect((await browser.post("/user/email_verify", { code: second.code })).status).toBe(204);
    expect(browser.cookies.has("latchkey_challenge")).toBe(false);
    expect((await browser.post("/user/email_resend", { challenge: "x" })).body?.code).toBe(
      "challenge_expired",
    );
  });

  it("a form without scripts is led to the page that asks, and back to its sign-in afterwards", async () => {
    const body = new URLSearchParams({ username, password: PASSWORD, email: address }).toString();
    const posted = await send(mandatory, "/user/jwt_signup?next=/account/browser", { headers: FORM, body });
    const next = encodeURIComponent("/jwt/signin?next=%2Faccount%2Fbrowser");
    expect([posted.status, posted.headers.location]).toEqual([303, `/email/verify?next=${next}`]);
  });

  it("needs an address, told together with all else that is wrong", async () => {
    const blank = { email: ["This field may not be blank."] };
    const { answer } = await signUp(mandatory, { email: "" });
    expect(answer).toMatchObject({ status: 400, body: blank });
    const { browser } = await signUp(server);
    const signedIn = openBrowser(mandatory, browser.cookies);
    expect(await signedIn.patch("/user/me", { email: "" })).toMatchObject({ status: 400, body: blank });
  });

  it("lets users of before in who have no address, and mails all others at their next sign-in", async () => {
    await signUp(none, { email: "" });
    expect((await signIn(mandatory)).status).toBe(200);
    username = newName();
    address = `${username}@example.com`;
    await signUp(none);
    await sendDue(server);
    expect(mailsTo(address)).toEqual([]);
    expect((await signIn(mandatory)).status).toBe(401);
    await verify({ key: (await mail()).key });
    expect((await signIn(mandatory)).status).toBe(200);
    // A Django that writes another address: it is asked for again.
    await none.sql`UPDATE auth_user SET email = ${`django-${address}`} WHERE username = ${username}`;
    expect((await signIn(mandatory)).status).toBe(401);
    await verify({ key: (await mail(`django-${address}`)).key });
    expect((await signIn(mandatory)).status).toBe(200);
  });

  it("is content with an address whose link has set a new password", async () => {
    await signUp(mandatory);
    const link = await getLink(mandatory, mailServer, address);
    expect((await setByLink(mandatory, link, PASSWORD)).status).toBe(204);
    expect((await signIn(mandatory)).status).toBe(200);
  });

  it("comes after the code of an authenticator app, and is no second factor itself", async () => {
    const { browser } = await signUp(none);
    const { secret } = await setUpSecondFactor(none, browser.post);
    none.clock.advance(30);
    const asked = await signIn(mandatory);
    expect(asked.body?.code).toBe("totp_required");
    expect(mailsTo(address)).toEqual([]);
    const finish = async () => {
      const { body } = await signIn(mandatory);
      const json = { challenge: body?.challenge, code: codeOf(none, secret) };
      return send(mandatory, "/user/session_totp", { json });
    };
    const refused = await finish();
    expect([refused.status, refused.body?.code]).toEqual([401, "email_verification_required"]);
    await verify({ key: (await mail()).key });
    expect((await signIn(mandatory)).body?.code).toBe("totp_required");
    none.clock.advance(30);
    expect((await finish()).status).toBe(200);
  });
});

test("with none nothing is mailed, and addresses change at once", async () => {
  const before = mailServer.mails.length;
  const { browser, answer } = await signUp(none);
  expect(answer.status).toBe(201);
  expect((await browser.post("/user/email_resend")).status).toBe(204);
  expect((await browser.patch("/user/me", { email: `new-${address}` })).body?.email).toBe(`new-${address}`);
  await sendDue(none);
  expect(mailServer.mails.slice(before).map(({ to }) => to)).toEqual([[address]]);
});

test("addresses that are one in case or in the domain's spelling are one account, on both engines", async () => {
  await signUp(server, { email: "a@é.example" });
  for (const email of ["A@É.example", "a@xn--9ca.example", "a@É.EXAMPLE"]) {
    username = newName();
    expect((await signUp(server, { email })).answer.body, email).toEqual({
      email: ["A user with that email address already exists."],
    });
  }
  expect((await mail("a@é.example").catch(() => mail("a@xn--9ca.example"))).received.to).toHaveLength(1);
});
