import { expect } from "vitest";
import { groups } from "@/lib/settings/definitions";
import { openBrowser, signUpForSession } from "@/lib/testing/browser";
import { send } from "@/lib/testing/client";
import { guess } from "@/lib/testing/guesses";
import { given, testRows, unset } from "@/lib/testing/http/setting_rows";
import { LabVisitor } from "@/lib/testing/lab";
import { askForReset } from "@/lib/testing/mail/reset";
import { newName, PASSWORD, signIn, signUp } from "@/lib/testing/requests";
import type { Check, TestServer } from "@/lib/testing/server";
import { setUpSecondFactor } from "@/lib/testing/totp";

/** So often it is told that a name is taken, then the time is up. @param seconds of the window */
function tells(count: number, seconds: number): Check {
  return async (server) => {
    const username = newName();
    await signUp(server, username);
    const ask = async () => (await signUp(server, username)).status;
    for (let asked = 0; asked < count; asked += 1) expect(await ask()).toBe(400);
    const { status, headers, body } = await signUp(server, username);
    expect([status, headers["retry-after"], body?.code]).toEqual([429, `${seconds}`, "throttled"]);
    server.clock.advance(seconds - 1);
    expect(await ask()).toBe(429);
    server.clock.advance(1);
    expect(await ask()).toBe(400);
  };
}

function tellsAlways(count: number): Check {
  return async (server) => {
    const username = newName();
    await signUp(server, username);
    for (let asked = 0; asked < count; asked += 1) expect((await signUp(server, username)).status).toBe(400);
  };
}

/** Asked for a code, of a user who has an app in use. @returns tries a wrong one */
async function codeGuess(server: TestServer) {
  const username = newName();
  const { post } = await signUpForSession(server, username);
  await setUpSecondFactor(server, post);
  const { body } = await signIn(server, username);
  return () => send(server, "/user/session_totp", { json: { challenge: body?.challenge, code: "000000" } });
}

/** So many codes are looked at, then none until the time is up. @param seconds of the window */
function takesCodes(count: number, seconds: number): Check {
  return async (server) => {
    const guess = await codeGuess(server);
    for (let tried = 0; tried < count; tried += 1) expect((await guess()).status).toBe(400);
    const { status, headers, body } = await guess();
    expect([status, headers["retry-after"], body?.code]).toEqual([429, `${seconds}`, "throttled"]);
  };
}

function takesCodesAlways(count: number): Check {
  return async (server) => {
    const guess = await codeGuess(server);
    for (let tried = 0; tried < count; tried += 1) expect((await guess()).status).toBe(400);
  };
}

/** So many wrong passwords are taken, for one name or for one each, then the time is up. @param seconds of the window */
function takes(count: number, seconds: number, nameOf: () => string = newName): Check {
  return async (server) => {
    for (let tried = 0; tried < count; tried += 1)
      expect((await guess(server, { username: nameOf() })).status).toBe(401);
    const { status, headers, body } = await guess(server, { username: nameOf() });
    expect([status, headers["retry-after"], body?.code]).toEqual([429, `${seconds}`, "throttled"]);
    server.clock.advance(seconds - 1);
    expect((await guess(server, { username: nameOf() })).status).toBe(429);
    server.clock.advance(1);
    expect((await guess(server, { username: nameOf() })).status).toBe(401);
  };
}

const takesOfOne = (count: number, seconds: number) => takes(count, seconds, () => "someone");

function takesAlways(count: number): Check {
  return async (server) => {
    for (let tried = 0; tried < count; tried += 1)
      expect((await guess(server, { username: "someone" })).status).toBe(401);
  };
}

const ask = async (server: TestServer, email: string) => (await askForReset(server, email)).status;

/**
 * So often mail is written for an address, in any spelling, known or not; ten times as often a network may ask, and then has to wait.
 * @param seconds of the window
 */
function mails(count: number, seconds: number): Check {
  return async (server) => {
    const written = () => server.sql.count("latchkey_outbox");
    for (let asked = 0; asked <= count; asked += 1)
      expect(await ask(server, asked % 2 ? "mseo@naver.com" : "MSEO@Naver.com")).toBe(204);
    expect(await written()).toBe(count);
    for (let asked = count + 1; asked < count * 10; asked += 1)
      expect(await ask(server, `user${asked}@naver.com`)).toBe(204);
    const { status, headers, body } = await askForReset(server, "another@naver.com");
    expect([status, headers["retry-after"], body?.code]).toEqual([429, `${seconds}`, "throttled"]);
    server.clock.advance(seconds);
    const before = await written();
    expect([await ask(server, "mseo@naver.com"), await written()]).toEqual([204, before + 1]);
  };
}

/** So often a mail to one address is sent again, then the time is up. @param seconds of the window */
function verificationMails(count: number, seconds: number): Check {
  return async (server) => {
    const again = await askToVerify(server);
    // The first one was for the sign-up.
    for (let asked = 1; asked < count; asked += 1) expect((await again()).status).toBe(204);
    const { status, headers, body } = await again();
    expect([status, headers["retry-after"], body?.code]).toEqual([429, `${seconds}`, "throttled"]);
    server.clock.advance(seconds);
    expect((await again()).status).toBe(204);
  };
}

async function askToVerify(server: TestServer) {
  const browser = openBrowser(server);
  await browser.post("/user/session_signup", {
    username: newName(),
    password: PASSWORD,
    email: "a@example.com",
  });
  return () => browser.post("/user/email_resend");
}

/** So often a user changes their name, the owner is told each time, then the time is up. @param seconds of the window */
function changes(count: number, seconds: number): Check {
  return async (server) => {
    const browser = await signUpForSession(server);
    await browser.patch("/user/me", { email: "mseo@naver.com" });
    const change = () => browser.patch("/user/me", { username: newName() });
    for (let changed = 1; changed < count; changed += 1) expect((await change()).status).toBe(200);
    const { status, headers, body } = await change();
    expect([status, headers["retry-after"], body?.code]).toEqual([429, `${seconds}`, "throttled"]);
    expect(await server.sql.count("latchkey_outbox")).toBe(count - 1);
    // The age is none of that.
    expect((await browser.patch("/user/me", { age: 24 })).status).toBe(200);
    server.clock.advance(seconds);
    await browser.post("/user/confirm", { password: PASSWORD });
    expect((await change()).status).toBe(200);
  };
}

testRows(groups.Limits, {
  THROTTLE: [
    unset("limits hold", tells(3, 900), { THROTTLE_SIGNUP: "3/15m" }),
    given("false", "no limit holds", tellsAlways(10), { THROTTLE_SIGNUP: "3/15m" }),
    given("false", "nor those of guesses", takesAlways(10), {
      THROTTLE_ACCOUNT: "3/15m",
      THROTTLE_ADDRESS: "3/15m",
    }),
  ],
  THROTTLE_ACCOUNT: [
    unset("ten wrong passwords in a quarter of an hour", takesOfOne(10, 900)),
    given("2/1m", "two in a minute", takesOfOne(2, 60)),
    given("none", "any number", takesAlways(20)),
  ],
  THROTTLE_ADDRESS: [
    unset("a hundred wrong passwords in a quarter of an hour", takes(100, 900), { DEBUG: "false" }),
    unset("a thousand in development", takesAlways(300)),
    given("5/1m", "five in a minute", takes(5, 60)),
    given("none", "any number", takesAlways(120)),
  ],
  THROTTLE_CHANGE: [
    unset("ten changes an hour", changes(10, 3600), { DEBUG: "false", EMAIL_HOST: "localhost" }),
    unset("a hundred in development", async ({ settings }) =>
      expect(settings.limits.change).toEqual({ count: 100, seconds: 3600 }),
    ),
    given("2/15m", "two in a quarter of an hour", changes(2, 900)),
    given("none", "any number", async (server) => {
      const browser = await signUpForSession(server);
      for (let changed = 0; changed < 20; changed += 1)
        expect((await browser.patch("/user/me", { username: newName() })).status).toBe(200);
    }),
  ],
  THROTTLE_CODE: [
    unset("ten codes in a quarter of an hour", takesCodes(10, 900)),
    given("2/1m", "two in a minute", takesCodes(2, 60)),
    given("none", "any number", takesCodesAlways(30)),
  ],
  THROTTLE_LAB: [
    unset(
      "twenty labs an hour",
      async ({ settings }) => expect(settings.limits.lab).toEqual({ count: 20, seconds: 3600 }),
      { DEBUG: "false" },
    ),
    unset("a thousand in development", async ({ settings }) =>
      expect(settings.limits.lab).toEqual({ count: 1000, seconds: 3600 }),
    ),
    given("1/1h", "one an hour", async (server) => {
      const visitor = new LabVisitor(server);
      expect((await visitor.post("start", {})).status).toBe(200);
      const refused = await visitor.post("start", {});
      expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "3600"]);
      expect((await visitor.post("leave", {})).status).toBe(204);
    }),
  ],
  THROTTLE_MAIL: [
    unset("five mails an hour to an address, fifty by a network", mails(5, 3600), {
      DEBUG: "false",
      EMAIL_HOST: "localhost",
    }),
    unset("a hundred in development", async ({ settings }) =>
      expect(settings.limits.mail).toEqual({ count: 100, seconds: 3600 }),
    ),
    given("2/15m", "two in a quarter of an hour, twenty by a network", mails(2, 900)),
    given("none", "any number of times", async (server) => {
      for (let asked = 0; asked < 30; asked += 1) expect(await ask(server, "mseo@naver.com")).toBe(204);
      expect(await server.sql.count("latchkey_outbox")).toBe(30);
    }),
    given("3/1m", "three in a minute of those that verify an address", verificationMails(3, 60), {
      EMAIL_VERIFICATION: "optional",
    }),
  ],
  THROTTLE_SIGNUP: [
    unset("a hundred times in a quarter of an hour", tells(100, 900), { DEBUG: "false" }),
    unset("a thousand times in development", tellsAlways(300)),
    given("5/1m", "five times in a minute", tells(5, 60)),
    given("2/hour", "twice an hour, as DRF writes it", tells(2, 3600)),
    given("none", "any number of times", tellsAlways(120)),
  ],
});
