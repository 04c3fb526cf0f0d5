import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import { closeStore, openStore } from "@/lib/store/open";
import { claimRow } from "@/lib/store/outbox";
import { freePort } from "@/lib/testing/free_port";
import { mailSettings, sendDue, writeTo } from "@/lib/testing/mail/outbox";
import { type MailServer, type Refusals, startMailServer } from "@/lib/testing/mail/server";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { MAILS } from "./send_mail";
import { sendOutbox } from "./send_outbox";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let mailServer: MailServer;
let server: TestServer;
let logged: string[];
beforeEach(async () => {
  mailServer = await startMailServer();
  server = await startTestServer(mailSettings(mailServer.port));
  logged = [];
  vi.spyOn(console, "error").mockImplementation((line: string) => void logged.push(line));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await server.close();
  await mailServer.close();
});

const left = () => server.sql.count("latchkey_outbox");

describe("a server that is there", () => {
  it("gets each mail once, as text and HTML, from our sender to one recipient", async () => {
    await writeTo(server, "mseo@naver.com", "ko");
    expect(await sendDue(server)).toBe(1);
    expect([await sendDue(server), await left()]).toEqual([0, 0]);
    const [{ from, to, mail, raw }] = mailServer.mails as [MailServer["mails"][number]];
    expect({ from, to }).toEqual({ from: "accounts@example.com", to: ["mseo@naver.com"] });
    expect(mail.from?.text).toBe('"Accounts" <accounts@example.com>');
    expect(mail.subject).toBe("auth.example.com 비밀번호가 변경되었어요");
    expect(mail.text).toContain("https://auth.example.com/password_reset");
    expect(mail.html).toContain('<html lang="ko">');
    expect(mail.messageId).toMatch(/^<[\w-]{36}@example\.com>$/);
    expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/im);
  });

  it("gets each mail once from twenty who send at once, on connections of their own", async () => {
    for (let mail = 0; mail < 20; mail += 1) await writeTo(server, `user${mail}@example.com`);
    const stores = await Promise.all([1, 2, 3].map(() => openStore(server.settings.databaseUrl)));
    const { settings, clock } = server;
    const senders = [server.store, ...stores].flatMap((store) =>
      Array.from({ length: 5 }, () => sendOutbox(MAILS, { settings, store, now: clock.now })),
    );
    const sent = await Promise.all(senders);
    await Promise.all(stores.map(closeStore));
    expect(sent.reduce((sum, count) => sum + count, 0)).toBe(20);
    expect(new Set(mailServer.mails.flatMap(({ to }) => to)).size).toBe(20);
    expect([mailServer.mails.length, await left()]).toEqual([20, 0]);
  });
});

describe("an address", () => {
  it("that is no single one gets nothing, and is not tried again", async () => {
    const addresses = [
      ...["mseo@naver.com\r\nBcc: other@example.com", "mseo@naver.com\nSubject: forged"],
      ...["a@example.com,b@example.com", "a@example.com;b@example.com", "A <a@example.com>, b@example.com"],
      ...["group:a@example.com;", '"a@example.com,b"@example.com', "<script>@example.com"],
      ...["a@example.com b@example.com", "a@b@example.com", "mseo", "@"],
      "a@example.com> SIZE=1\r\nRCPT TO:<b@example.com",
    ];
    for (const address of addresses) {
      await writeTo(server, address);
      expect([await sendDue(server), await left(), mailServer.connections], address).toEqual([0, 0, 0]);
      const lost = { event: "mail_lost", kind: "password_changed", user: "1", tries: 1 };
      expect(logged.splice(0).map((line) => JSON.parse(line))).toMatchObject([lost]);
    }
  });

  it("in another script gets its mail, its domain in ASCII", async () => {
    for (const address of ["o'brien+news@example.com", "lee@도메인.한국"]) await writeTo(server, address);
    expect(await sendDue(server)).toBe(2);
    const recipients = mailServer.mails.map(({ raw }) => /^To: (.*)\r$/m.exec(raw)?.[1]);
    expect(recipients.sort()).toEqual(["lee@xn--hq1bm8jm9l.xn--3e0b707e", "o'brien+news@example.com"]);
  });
});

describe("a server that refuses", () => {
  const lost: readonly [string, Refusals][] = [
    ["the recipient", { "RCPT TO": 550 }],
    ["the text", { DATA: 554 }],
  ];
  test.each(lost)("%s for good: the mail is lost, which the log says", async (_, refusals) => {
    mailServer.refuse(refusals);
    await writeTo(server, "nobody@example.com");
    expect([await sendDue(server), await left()]).toEqual([0, 0]);
    expect(logged.map((line) => JSON.parse(line))).toMatchObject([{ event: "mail_lost", tries: 1 }]);
    // Of the server's reply, which quotes the address, the log has the code alone.
    const [[command, code] = []] = Object.entries(refusals);
    expect(JSON.parse(logged[0] ?? "").error).toBe(`Error: ${code} to ${command}`);
    mailServer.refuse({});
    server.clock.advance(DAY);
    expect(await sendDue(server)).toBe(0);
  });

  const kept: readonly [string, Refusals][] = [
    ["the recipient for now", { "RCPT TO": 451 }],
    ["the text for now", { DATA: 452 }],
    ["the sender, which is a fault of the settings", { "MAIL FROM": 550 }],
  ];
  test.each(kept)("%s: it is tried again after a minute", async (_, refusals) => {
    mailServer.refuse(refusals);
    await writeTo(server, "mseo@naver.com");
    expect([await sendDue(server), await left()]).toEqual([0, 1]);
    expect(logged.join("")).not.toContain("mseo");
    mailServer.refuse({});
    server.clock.advance(MINUTE - 0.001);
    expect(await sendDue(server)).toBe(0);
    server.clock.advance(0.001);
    expect([await sendDue(server), await left()]).toEqual([1, 0]);
  });
});

describe("a server that is not there", () => {
  it("is tried after 1, 2, 4 … minutes, then hourly, and for three days", async () => {
    await mailServer.close();
    await writeTo(server, "mseo@naver.com");
    for (const pause of [1, 2, 4, 8, 16, 32, 60, 60]) {
      expect(await sendDue(server)).toBe(0);
      server.clock.advance(pause * MINUTE - 0.001);
      const { connections } = mailServer;
      expect([await sendDue(server), mailServer.connections]).toEqual([0, connections]);
      server.clock.advance(0.001);
    }
    server.clock.advance(3 * DAY - 184 * MINUTE);
    expect([await sendDue(server), await left()]).toEqual([0, 1]);
    server.clock.advance(HOUR);
    expect([await sendDue(server), await left()]).toEqual([0, 0]);
    expect(logged.map((line) => JSON.parse(line).event)).toEqual(
      expect.arrayContaining(["mail_failed", "mail_lost"]),
    );
    expect(JSON.parse(logged.at(-1) ?? "")).toMatchObject({ event: "mail_lost", tries: 10 });
  });

  it("loses no mail: all come once it is back", async () => {
    const { port } = mailServer;
    await mailServer.close();
    for (const address of ["a@example.com", "b@example.com"]) await writeTo(server, address);
    expect([await sendDue(server), await left()]).toEqual([0, 2]);
    mailServer = await startMailServer({ port });
    server.clock.advance(MINUTE);
    expect([await sendDue(server), await left()]).toEqual([2, 0]);
  });
});

describe("a server that is silent", () => {
  let silent: Server;
  afterEach(() => void silent.close());

  it("is given up after EMAIL_TIMEOUT, and tried again", async () => {
    const port = await freePort();
    silent = createServer().listen(port, "127.0.0.1");
    await once(silent, "listening");
    const settings = { ...mailSettings(port), EMAIL_TIMEOUT: "1s" };
    const other = await startTestServer(settings, { beside: server });
    await writeTo(other, "mseo@naver.com");
    expect([await sendDue(other), await left()]).toEqual([0, 1]);
    expect(logged.join("")).toMatch(/Greeting never received|Timeout/);
    await other.close();
  });
});

it("a mail that was claimed by a process that ended is sent by another after five minutes", async () => {
  await writeTo(server, "mseo@naver.com");
  const now = new Date(server.clock.now());
  await claimRow(server.store, "mails", now, new Date(now.getTime() + 300_000));
  server.clock.advance(299.999);
  expect(await sendDue(server)).toBe(0);
  server.clock.advance(0.001);
  expect(await sendDue(server)).toBe(1);
});
