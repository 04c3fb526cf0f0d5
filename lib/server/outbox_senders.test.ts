import { afterAll, afterEach, beforeAll, describe, expect, it, test } from "vitest";
import { TestClock } from "@/lib/testing/clock";
import { mailSettings, writeTo } from "@/lib/testing/mail/outbox";
import { CERTIFICATE, type MailServer, startMailServer } from "@/lib/testing/mail/server";
import { type Child, openProcesses, type Processes } from "@/lib/testing/processes";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { TEST_SETTINGS } from "@/lib/testing/settings";

const KILLS = Number(process.env.KILLS ?? 4);
const LEASE = 300;
const LOGIN = { user: "latchkey", password: "the password of the mail server" };

const clock = TestClock.frozen();
let processes: Processes;
let server: TestServer;
let mailServer: MailServer;
beforeAll(async () => {
  process.env.NODE_EXTRA_CA_CERTS = CERTIFICATE;
  processes = await openProcesses({ clock, inAdvance: 1 });
});
afterAll(() => processes.close());
const running: Child[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((child) => child.kill()));
  await mailServer.close();
  await server.close();
});

const left = () => server.sql.count("latchkey_outbox");
const start = async (environment: Readonly<Record<string, string>> = {}) => {
  const child = await processes.start({
    ...TEST_SETTINGS,
    ...mailSettings(mailServer.port),
    ...environment,
    DATABASE_URL: server.settings.databaseUrl,
  });
  running.push(child);
  return child;
};

test(
  `no mail is lost when the process that sends is killed ${KILLS} times amid it`,
  async () => {
    server = await startTestServer(mailSettings(1), { clock });
    let onMail = async () => {};
    mailServer = await startMailServer({ onMail: () => onMail() });
    const addresses: string[] = [];
    for (let kills = 0; kills < KILLS; kills += 1) {
      // Something is due in each round, however much the one before has sent.
      for (let mail = 0; mail < 3; mail += 1) {
        addresses.push(`user${addresses.length}@example.com`);
        await writeTo(server, `user${addresses.length - 1}@example.com`);
      }
      // The server has the mail, and has not answered yet: some of the kills come before that, some after.
      const starting: Promise<Child> = start();
      const killed = new Promise<void>((resolve) => {
        onMail = async () => {
          const kill = (await starting).kill();
          if (kills % 2 === 0) await kill;
          resolve(kill);
        };
      });
      await starting;
      await killed;
      onMail = async () => {};
      await processes.advance(LEASE);
    }
    await start();
    await expect.poll(left, { timeout: 120_000 }).toBe(0);
    const received = mailServer.mails.map(({ to }) => to[0]);
    expect([...new Set(received)].sort()).toEqual(addresses.sort());
    // Mails that were being sent at a kill may come twice: three at a time are.
    expect(received.length).toBeLessThanOrEqual(addresses.length + 3 * KILLS);
  },
  60_000 + KILLS * 10_000,
);

describe("TLS", () => {
  it.each([
    ["starttls", { EMAIL_USE_TLS: "true" }],
    ["always", { EMAIL_USE_SSL: "true" }],
  ] as const)("%s: mail and password go through it alone", async (tls, environment) => {
    server = await startTestServer(mailSettings(1), { clock });
    mailServer = await startMailServer({ tls, login: LOGIN });
    await writeTo(server, "mseo@naver.com");
    await start({ ...environment, EMAIL_HOST_USER: LOGIN.user, EMAIL_HOST_PASSWORD: LOGIN.password });
    await expect.poll(() => mailServer.mails).toMatchObject([{ isEncrypted: true, user: LOGIN.user }]);
    await expect.poll(left).toBe(0);
  });

  it.each([
    ["does not offer it", undefined, CERTIFICATE],
    ["has a certificate that nobody trusts", "starttls", ""],
  ] as const)("where the server %s, nothing is sent, and nothing lost", async (_, tls, trusted) => {
    process.env.NODE_EXTRA_CA_CERTS = trusted;
    server = await startTestServer(mailSettings(1), { clock });
    mailServer = await startMailServer({ login: LOGIN, ...(tls ? { tls } : {}) });
    await writeTo(server, "mseo@naver.com");
    await start({
      ...{ EMAIL_USE_TLS: "true", EMAIL_HOST_USER: LOGIN.user, EMAIL_HOST_PASSWORD: LOGIN.password },
    });
    const isPutOff = "SELECT id FROM latchkey_outbox WHERE tries = 1 AND due_at > created_at";
    await expect.poll(() => mailServer.connections).toBe(1);
    await expect.poll(async () => (await server.sql.query(isPutOff)).length).toBe(1);
    expect(mailServer.mails).toEqual([]);
  });
});
