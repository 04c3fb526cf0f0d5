import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { resetLink } from "@/lib/accounts/password_reset";
import { openBrowser } from "@/lib/testing/browser";
import { TestClock } from "@/lib/testing/clock";
import fixture from "@/lib/testing/django/reset_links.json";
import { setByLink } from "@/lib/testing/mail/reset";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import {
  addUserRow,
  createUserTable,
  KEY_TYPES,
  quoted,
  USER_TABLES,
  userTableSettings,
} from "@/lib/testing/store/user_tables";

const NEW = "a quite different password";
/** PASSWORD_RESET_TIMEOUT, which counts from the second of the link's stamp. */
const TIMEOUT = 259_200;
const MADE = Math.floor(Date.parse(fixture.at) / 1000);
const ZONES = [
  { holds: "in UTC", time_zone: "UTC", use_tz: true },
  { holds: "in Seoul", time_zone: "Asia/Seoul", use_tz: true },
  { holds: "in Seoul, with USE_TZ=False", time_zone: "Asia/Seoul", use_tz: false },
];

type DjangoLink = (typeof fixture.links)[number];

describe.each(KEY_TYPES)("links that a Django 5.2 mailed, where keys are of the type %s", (type) => {
  let first: TestServer;
  beforeAll(async () => {
    first = await startTestServer({}, { clock: TestClock.frozen() });
    await createUserTable(first.sql, type);
  });
  afterAll(async () => {
    await first.close();
  });

  async function insert({ key, password, email, last_login, last_login_local, use_tz }: DjangoLink) {
    const { sql } = first;
    const isText = sql.engine === "sqlite";
    // PostgreSQL has an instant, whatever zone Django writes it in.
    const utc = last_login && `${last_login}${isText ? "" : "Z"}`;
    const lastLogin = isText && !use_tz ? last_login_local : utc;
    await sql.query(`DELETE FROM ${quoted(USER_TABLES[type].table)}`);
    await addUserRow(sql, type, { key, password, email, lastLogin });
  }

  async function withUser(link: DjangoLink, check: (server: TestServer) => Promise<void>) {
    await insert(link);
    const settings = {
      ...userTableSettings(type),
      SECRET_KEY: fixture.secret_key,
      TIME_ZONE: link.time_zone,
      USE_TZ: String(link.use_tz),
    };
    const server = await startTestServer(settings, { beside: first });
    try {
      await check(server);
    } finally {
      await server.close();
    }
  }

  for (const { holds, time_zone, use_tz } of ZONES)
    test(`${holds}: they work to the second, and ours are the same`, async () => {
      const links = fixture.links.filter(
        (one) => one.key_type === type && one.time_zone === time_zone && one.use_tz === use_tz,
      );
      expect(links).toHaveLength(2);
      for (const link of links)
        await withUser(link, async (server) => {
          server.clock.set((MADE + TIMEOUT + 1) * 1000);
          expect((await setByLink(server, link, NEW)).status).toBe(400);
          server.clock.set((MADE + TIMEOUT) * 1000 + 999);
          await opens(server, link);
          server.clock.set(Date.parse(fixture.at));
          expect(await ours(server, link)).toBe(`/reset/${link.uid}/${link.token}/`);
          server.clock.set((MADE + TIMEOUT) * 1000 + 999);
          expect((await setByLink(server, link, NEW)).status).toBe(204);
          expect((await setByLink(server, link, NEW)).status).toBe(400);
        });
    });

  test("a sign-in voids them", async () => {
    const link = fixture.links.find((one) => one.key_type === type);
    if (link === undefined) throw new Error("no link");
    await withUser(link, async (server) => {
      server.clock.set(Date.parse(fixture.at));
      const { table } = USER_TABLES[type];
      const login = { sqlite: "2026-11-28 11:00:00", postgresql: "2026-11-28T11:00:00Z" }[server.sql.engine];
      await server.sql.query(`UPDATE ${quoted(table)} SET last_login = ?`, login);
      expect((await setByLink(server, link, NEW)).status).toBe(400);
    });
  });
});

/** The address of the mail leads to the page, with a cookie that carries the link. */
async function opens(server: TestServer, { uid, token }: DjangoLink): Promise<void> {
  const browser = openBrowser(server);
  const opened = await browser.get(`/reset/${uid}/${token}/`, { Accept: "text/html" });
  expect([opened.status, opened.headers.location]).toEqual([303, expect.stringMatching(/^\/\w/)]);
  expect([...browser.cookies.keys()].join()).toMatch(/latchkey_reset/);
}

/** The path of the link that we would mail now. */
async function ours({ settings, store, clock }: TestServer, { key, email }: DjangoLink) {
  const mail = {
    id: "m",
    kind: "password_reset",
    userKey: key,
    facts: { address: email },
    tries: 0,
    at: new Date(0),
  };
  const link = await resetLink({ settings, store, now: new Date(clock.now()) }, mail);
  return link && new URL(link).pathname;
}
