import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect } from "vitest";
import { webhookSignature } from "@/lib/credentials/webhook_signature";
import { readMailbox } from "@/lib/mail/mailbox";
import { groups } from "@/lib/settings/definitions";
import { send } from "@/lib/testing/client";
import { freePort } from "@/lib/testing/free_port";
import { given, testRows, unset } from "@/lib/testing/http/setting_rows";
import { sendDue, writeTo } from "@/lib/testing/mail/outbox";
import { type MailServer, startMailServer } from "@/lib/testing/mail/server";
import { verificationMail } from "@/lib/testing/mail/verification";
import { newName, PASSWORD, signUp } from "@/lib/testing/requests";
import type { Check } from "@/lib/testing/server";
import { postDue, startApp } from "@/lib/testing/webhook";

const LOGIN = { user: "latchkey", password: "secret" };
const port = await freePort();
const SMTP = { EMAIL_HOST: "127.0.0.1", EMAIL_PORT: `${port}` };

const WHSEC = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const app = await startApp();
afterAll(() => app.close());

let mailServer: MailServer;
beforeAll(async () => {
  mailServer = await startMailServer({ port });
});
afterAll(() => mailServer.close());

/** A mail arrives at the server, or at another one that is started for it. */
function arrives(expected: object, other?: Parameters<typeof startMailServer>[0]): Check {
  return async (server) => {
    const target = other ? await startMailServer(other) : mailServer;
    await writeTo(server, "mseo@naver.com");
    expect(await sendDue(server)).toBe(1);
    expect(target.mails.at(-1)).toMatchObject(expected);
    if (other) await target.close();
  };
}

/** A mail is kept for later, since the server cannot be used so. */
const isPutOff: Check = async (server) => {
  const before = mailServer.mails.length;
  await writeTo(server, "mseo@naver.com");
  expect(await sendDue(server)).toBe(0);
  expect(await server.sql.count("latchkey_outbox")).toBe(1);
  expect(mailServer.mails.length).toBe(before);
};

const NOBODY = { username: "mseo", password: PASSWORD };
const SOMEBODY = { ...NOBODY, email: "mseo@naver.com" };

/** A sign-up is answered so, and causes so many mails. */
function signUpIs(status: number, mails: number): Check {
  return async (server) => {
    expect((await send(server, "/user/session_signup", { json: SOMEBODY })).status).toBe(status);
    expect(await sendDue(server)).toBe(mails);
  };
}

/** A link works for so long, and no longer. @param seconds */
function worksFor(seconds: number): Check {
  return async (server) => {
    await send(server, "/user/session_signup", { json: SOMEBODY });
    const { key } = await verificationMail(server, mailServer, SOMEBODY.email);
    const verify = async () => (await send(server, "/user/email_verify", { json: { key } })).status;
    server.clock.advance(seconds);
    expect(await verify()).toBe(400);
    server.clock.advance(-1);
    expect(await verify()).toBe(204);
  };
}

const OPTIONAL = { ...SMTP, EMAIL_VERIFICATION: "optional", APP_ORIGIN: "https://auth.example.com" };

const [loginPort, standardPort] = [await freePort(), await freePort()];
const asked = { port: loginPort, login: LOGIN };
const ASKED = { EMAIL_HOST: "127.0.0.1", EMAIL_PORT: `${loginPort}` };

/** Whether a sign-up is told to an app, and by what secret. */
function isPosted(secret: string | null): Check {
  return async (server) => {
    await signUp(server, newName());
    expect(await postDue(server)).toBe(secret === null ? 0 : 2);
    expect(await server.sql.count("latchkey_outbox")).toBe(0);
    const { headers, body } = app.posts.at(-1) ?? { headers: {}, body: "" };
    const signed = {
      id: String(headers["webhook-id"]),
      timestamp: Number(headers["webhook-timestamp"]),
      body,
    };
    if (secret !== null) expect(headers["webhook-signature"]).toBe(webhookSignature(secret, signed));
  };
}

const EVENTS_SECRET = "a secret that only the app knows";

testRows(groups.Events, {
  EVENTS_URL: [
    unset("no event is posted", isPosted(null)),
    given(app.url, "all are posted there", isPosted(EVENTS_SECRET), { EVENTS_SECRET }),
  ],
  EVENTS_SECRET: [
    unset("nothing is posted", isPosted(null)),
    given(EVENTS_SECRET, "its bytes sign", isPosted(EVENTS_SECRET), { EVENTS_URL: app.url }),
    given(WHSEC, "what follows whsec_ is base64", isPosted(WHSEC), { EVENTS_URL: app.url }),
  ],
});

testRows(groups.Mail, {
  EMAIL_HOST: [
    unset("with DEBUG mail goes to the mailbox", async (server) => {
      const address = `${newName()}-${randomUUID()}@naver.com`;
      await writeTo(server, address);
      expect(await sendDue(server)).toBe(1);
      // On PostgreSQL all servers of a folder have one mailbox.
      const mails = await readMailbox(server.settings);
      expect(mails.filter(({ to }) => to === address)).toHaveLength(1);
    }),
    unset(
      "without DEBUG no mail is written",
      async (server) => {
        await writeTo(server, "mseo@naver.com");
        expect(await server.sql.count("latchkey_outbox")).toBe(0);
      },
      { DEBUG: "false" },
    ),
    given("127.0.0.1", "mail goes there", arrives({ to: ["mseo@naver.com"] }), { EMAIL_PORT: `${port}` }),
  ],
  EMAIL_PORT: [
    unset("25", async ({ settings }) => expect(settings.mail.port).toBe(25)),
    given(`${standardPort}`, "mail goes to that port", arrives({}, { port: standardPort }), {
      EMAIL_HOST: "127.0.0.1",
    }),
  ],
  EMAIL_HOST_USER: [
    unset("nobody logs in", arrives({ user: null }), SMTP),
    given(LOGIN.user, "logs in by that name", arrives({ user: LOGIN.user }, asked), {
      ...ASKED,
      EMAIL_HOST_PASSWORD: LOGIN.password,
    }),
  ],
  EMAIL_HOST_PASSWORD: [
    unset("nobody logs in", arrives({ user: null }), SMTP),
    given(LOGIN.password, "logs in with it", arrives({ user: LOGIN.user }, asked), {
      ...ASKED,
      EMAIL_HOST_USER: LOGIN.user,
    }),
  ],
  EMAIL_USE_TLS: [
    unset("mail is sent without TLS", arrives({ isEncrypted: false }), SMTP),
    given("true", "nothing is sent where the server does not offer it", isPutOff, SMTP),
  ],
  EMAIL_USE_SSL: [
    unset("mail is sent without TLS", arrives({ isEncrypted: false }), SMTP),
    given("true", "nothing is sent where the server does not speak TLS", isPutOff, SMTP),
  ],
  EMAIL_TIMEOUT: [
    unset("ten seconds", async ({ settings }) => expect(settings.mail.timeout).toBe(10)),
    given("1s", "one second", async ({ settings }) => expect(settings.mail.timeout).toBe(1)),
  ],
  EMAIL_VERIFICATION: [
    unset("nothing is asked of a new user", signUpIs(201, 0), SMTP),
    given("optional", "a new user is signed in, and gets a mail", signUpIs(201, 1), SMTP),
    given("mandatory", "a new user gets a mail first", signUpIs(401, 1), SMTP),
  ],
  EMAIL_VERIFICATION_TIMEOUT: [
    unset("three days", worksFor(3 * 86_400), OPTIONAL),
    given("10m", "ten minutes", worksFor(600), OPTIONAL),
  ],
  DEFAULT_FROM_EMAIL: [
    unset("noreply at the host of APP_ORIGIN", arrives({ from: "noreply@auth.example.com" }), {
      ...SMTP,
      APP_ORIGIN: "https://auth.example.com",
    }),
    given(
      "Accounts <accounts@example.com>",
      "that address, by that name",
      arrives({ from: "accounts@example.com" }),
      SMTP,
    ),
  ],
});
