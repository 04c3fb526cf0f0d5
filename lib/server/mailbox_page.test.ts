import { afterEach, expect, it } from "vitest";
import { readSettings } from "@/lib/settings/read";
import { sendDue, writeTo } from "@/lib/testing/mail/outbox";
import { sendRaw } from "@/lib/testing/raw_request";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { TEST_SETTINGS } from "@/lib/testing/settings";
import { mailboxPage } from "./mailbox_page";
import type { Pages } from "./page_requests";
import { refuser } from "./refuse";

const NO_PAGES: Pages = { has: () => false, listener: (_, response) => response.writeHead(404).end() };

let server: TestServer;
afterEach(() => server.close());

async function startWithMailbox(environment: Readonly<Record<string, string>> = {}): Promise<void> {
  const production =
    environment.DEBUG === "false" ? { PBKDF2_ITERATIONS: "10000", PASSWORD_VALIDATORS: "numeric" } : {};
  const settings = readSettings({ ...TEST_SETTINGS, ...production, ...environment });
  // The mailbox of the server's own database.
  const pages: Pages = {
    has: (path) => wrapped().has(path),
    listener: (incoming, outgoing) => wrapped().listener(incoming, outgoing),
  };
  const wrapped = () =>
    mailboxPage(NO_PAGES, { ...settings, databaseUrl: server.settings.databaseUrl }, refuser(settings));
  server = await startTestServer(environment, { pages });
}

const open = (path: string, host = "localhost") =>
  sendRaw(server.url, `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);

it("shows what was written, to whom, and each mail as it looks, with nothing that could run", async () => {
  await startWithMailbox();
  expect((await open("/dev/mailbox")).body).toContain("There is no mail yet.");
  await writeTo(server, `"<script>"@example.com`);
  await writeTo(server, "mseo@naver.com");
  expect(await sendDue(server)).toBe(1);
  for (const host of ["localhost", "127.0.0.1:8000", "[::1]:8000", "app.localhost"]) {
    const { status, body, headers } = await open("/dev/mailbox/", host);
    expect(status, host).toBe(200);
    expect(body).toContain("To mseo@naver.com");
    expect(body).toMatch(/<a href="http:\/\/[^"]+\/password_reset">/);
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-/);
    const [, id] = /href="\/dev\/mailbox\/([^"]+)"/.exec(body) ?? [];
    const mail = await open(`/dev/mailbox/${id}`, host);
    expect([mail.status, mail.body.includes("<title>Your password for")]).toEqual([200, true]);
  }
  expect((await open("/dev/mailbox/another")).status).toBe(404);
});

it.each([
  ["without DEBUG", { DEBUG: "false" }, "localhost"],
  ["where mail goes to a server", { EMAIL_HOST: "127.0.0.1" }, "localhost"],
  ["where APP_ORIGIN is another machine's", { APP_ORIGIN: "https://auth.example.com" }, "localhost"],
  ["under another site's name", {}, "rebound.example.com"],
])("there is none %s", async (_, environment, host) => {
  await startWithMailbox(environment);
  for (const path of ["/dev/mailbox", "/dev/mailbox/id"]) expect((await open(path, host)).status).toBe(404);
});
