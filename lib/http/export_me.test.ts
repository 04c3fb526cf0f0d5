import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { TOLD } from "@/lib/store/user_data_tables";
import { type Browser, openBrowser } from "@/lib/testing/browser";
import { send } from "@/lib/testing/client";
import { PASSWORD, signInForTokens } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { columnsOf, ownedTables } from "@/lib/testing/store/owned_tables";

/** Columns that are not told: the user's key, which is theirs as `id`, what is secret, and what concerns our own work. */
const WITHHELD: Readonly<Record<string, readonly string[]>> = {
  latchkey_session: ["key_digest", "former_key_digest", "password_digest", "django_key"],
  latchkey_family: ["password_digest"],
  latchkey_outbox: ["id", "due_at", "tries"],
  latchkey_email_proof: ["nonce", "tries"],
  latchkey_totp: ["secret", "pending", "last_step"],
  latchkey_recovery_code: ["digest"],
};

const KIM = { username: "kim", password: PASSWORD, email: "Kim@Example.com", age: 24 };
const AGENT = { "User-Agent": "Kim's own browser" };
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  server = await startTestServer();
  browser = openBrowser(server);
  await browser.post("/user/session_signup", KIM, AGENT);
  await openBrowser(server).post("/user/session_signup", {
    ...KIM,
    username: "lee",
    email: "lee@example.com",
  });
  await signInForTokens(server, "kim");
  await browser.patch("/user/me", { email: "kim@example.org" });
  await server.sql`INSERT INTO latchkey_totp (user_key, pending, pending_at) VALUES ('1', 'sealed', '2026-11-28 12:00:00')`;
  await server.sql`INSERT INTO latchkey_recovery_code (digest, user_key, created_at) VALUES ('secret', '1', '2026-11-28 12:00:00')`;
});
afterAll(async () => {
  vi.restoreAllMocks();
  await server.close();
});

test("tells of every table that has rows of a user, and of every column but secrets", async () => {
  const told = new Map<string, readonly string[]>(
    Object.values(TOLD).map(({ table, columns }) => [
      table,
      Object.values(columns).map(([column]) => column),
    ]),
  );
  const tables = await ownedTables(server.sql);
  expect([...told.keys()].sort()).toEqual([...tables].sort());
  for (const table of tables) {
    const columns = [...(told.get(table) ?? []), ...(WITHHELD[table] ?? []), "user_key"];
    expect([table, [...new Set(columns)].sort()]).toEqual([
      table,
      (await columnsOf(server.sql, table)).sort(),
    ]);
  }
});

test("is a file with everything that is stored of the caller", async () => {
  const { status, headers, body, text } = await browser.get("/user/me/export");
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    "content-type": "application/json",
    "content-disposition": 'attachment; filename="account.json"',
    "cache-control": "no-store",
  });
  const address = "127.0.0.1";
  const signIn = { id: expect.any(String), address };
  const times = Object.fromEntries(
    ["created", "authenticated", "last_used", "expires"].map((name) => [name, expect.stringMatching(TIME)]),
  );
  expect(body).toMatchObject({
    user: {
      ...{ id: 1, username: "kim", email: "kim@example.org", age: 24, first_name: "", last_name: "" },
      ...{ is_active: true, is_staff: false, is_superuser: false },
      ...{ date_joined: expect.stringMatching(TIME), last_login: expect.stringMatching(TIME) },
    },
    sessions: [{ ...signIn, ...times, user_agent: AGENT["User-Agent"] }],
    token_families: [{ ...signIn, ...times, user_agent: null, ended: null }],
    email_addresses: [
      { address: "kim@example.org", compared_as: "kim@example.org", claimed: true, verified: null },
    ],
    address_proofs: [],
    waiting_mails: [{ mail: "email_changed", facts: { address: "Kim@example.com", username: "kim" } }],
    authenticator_apps: [{ confirmed: null, pending_since: "2026-11-28T12:00:00.000Z" }],
    recovery_codes: [{ created: "2026-11-28T12:00:00.000Z" }],
  });
  expect(body?.events).toContainEqual(
    expect.objectContaining({ event: "email_changed", address, at: expect.stringMatching(TIME) }),
  );
  expect(text).not.toContain("lee");
});

test("holds no secret: no hash, digest, key or sealed value", async () => {
  const { text } = await browser.get("/user/me/export");
  const secrets = [
    ...(await server.sql`SELECT password FROM auth_user`),
    ...(await server.sql`SELECT key_digest, password_digest FROM latchkey_session`),
    ...(await server.sql`SELECT password_digest FROM latchkey_family`),
    ...(await server.sql`SELECT digest FROM latchkey_token`),
    { secret: "sealed", digest: "secret", cookie: browser.cookies.get("sessionid") },
  ].flatMap((row) => Object.values(row));
  for (const secret of secrets) expect(text).not.toContain(`"${String(secret)}"`);
  expect(text).not.toMatch(/pbkdf2|[0-9a-f]{64}/);
});

test("needs a recent sign-in", async () => {
  expect((await send(server, "/user/me/export")).status).toBe(401);
  const { access } = await signInForTokens(server, "kim");
  const ask = () => send(server, "/user/me/export", { bearer: access });
  expect((await ask()).status).toBe(200);
  server.clock.advance(15 * 60);
  expect((await browser.get("/user/me/export")).body?.code).toBe("confirm_required");
  server.clock.advance(-15 * 60);
  expect((await ask()).status).toBe(200);
});

test("has all rows, thousands of them", async () => {
  const values = Array.from(
    { length: 1200 },
    (_, index) => `('many${index}', '2026-11-28 12:00:00', 'signed_in', '1', '{}')`,
  );
  await server.sql.script(
    `INSERT INTO latchkey_event (id, at, name, user_key, facts) VALUES ${values.join(", ")}`,
  );
  const { body } = await browser.get("/user/me/export");
  const events = body?.events as { id: string }[];
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  expect(events.filter(({ id }) => id.startsWith("many"))).toHaveLength(1200);
});
