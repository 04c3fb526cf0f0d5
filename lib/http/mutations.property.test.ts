import { connect } from "node:net";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { type Browser, openBrowser } from "@/lib/testing/browser";
import { type Answer, send } from "@/lib/testing/client";
import { type Change, changed, type Good } from "@/lib/testing/http/changes";
import { fieldsAfterSteps } from "@/lib/testing/http/good_fields";
import { changes } from "@/lib/testing/http/mutations";
import { newName, PASSWORD } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { ownedTables } from "@/lib/testing/store/owned_tables";
import { tableRows } from "@/lib/testing/table_rows";
import { endpointRouter, rows } from "./endpoints/table";

/** For each of the two ways that tokens travel. */
const RUNS = 400;
/** A request that takes longer hangs. Milliseconds. */
const ANSWER_TIMEOUT_MS = 10_000;
/** Each row of the table as "GET /user/me", so that a counterexample can be read. */
const ENDPOINTS = rows.map(({ method, path }) => `${method} ${path}`);

type Tables = Awaited<ReturnType<typeof tableRows>>;

/** Who sends: signed up and in by both ways for every request, of which some change their account. */
const SENDER = { username: "sender", password: PASSWORD, email: "sender@example.com", age: 24 };
/** On whose account the sender acts, as staff. */
const OTHER = { username: "somebody", password: PASSWORD, email: "somebody@example.com" };

/** The first user, who sends nothing and only has something to lose. */
async function settle(server: TestServer): Promise<void> {
  const bystander = openBrowser(server);
  await bystander.post("/user/session_signup", {
    username: newName(),
    password: PASSWORD,
    email: "other@example.com",
  });
  await bystander.post("/user/jwt_signin", {
    username: (await bystander.get("/user/me")).body?.username,
    password: PASSWORD,
  });
}

/** @returns a request that would be answered well, and forgets what former ones have left */
async function goodRequest(server: TestServer, endpoint: string): Promise<Good> {
  const [method = "", path = ""] = endpoint.split(" ");
  for (const table of await ownedTables(server.sql))
    await server.sql.query(`DELETE FROM ${table} WHERE user_key <> '1'`);
  await server.sql`DELETE FROM latchkey_throttle`;
  await server.sql`DELETE FROM auth_user WHERE id > 1`;
  const browser = openBrowser(server);
  await browser.post("/user/session_signup", SENDER);
  await browser.post("/user/jwt_signin", SENDER);
  const pair = (await browser.post("/api/token/", SENDER)).body;
  const sliding = (await browser.post("/api/token/sliding/", SENDER)).body;
  const tokens = { refresh: pair?.refresh, token: path.includes("sliding") ? sliding?.token : pair?.access };
  const newUser = { ...SENDER, username: newName(), email: "new@example.com" };
  const passwords = { old_password: PASSWORD, new_password: "another horse" };
  const further = await fieldsAfterSteps(endpoint, { server, browser, ...SENDER });
  const fields = path.endsWith("signup") ? newUser : { ...SENDER, ...tokens, ...passwords, ...further };
  return {
    path: await pathFor(server, path, browser),
    method,
    fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, JSON.stringify(value)])),
    cookies: Object.fromEntries(browser.cookies),
  };
}

/** With the id of one of the sender's sessions, or as staff with those of somebody else. */
async function pathFor(server: TestServer, path: string, sender: Browser): Promise<string> {
  const sessionOf = async (id: unknown) => {
    const [session] = await server.sql<{
      id: string;
    }>`SELECT id FROM latchkey_session WHERE user_key = ${String(id)}`;
    return session?.id ?? "";
  };
  if (!isForStaff(path))
    return path.replace("{id}", await sessionOf((await sender.get("/user/me")).body?.id));
  await server.sql`UPDATE auth_user SET is_staff = true WHERE id > 1`;
  const { body } = await openBrowser(server).post("/user/session_signup", OTHER);
  return path.replace("{id}", String(body?.id)).replace("{sign_in}", await sessionOf(body?.id));
}

function isForStaff(path: string): boolean {
  return path.startsWith("/user/admin/");
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no answer within ${ANSWER_TIMEOUT_MS} ms`)),
      ANSWER_TIMEOUT_MS,
    );
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

/** What nobody but its owner may change. */
function belongings({ auth_user = [], ...tables }: Tables) {
  const others = Object.values(tables).flatMap((rows) => rows.filter((row) => row.user_key === "1"));
  return { others, bystander: auth_user.find(({ id }) => Number(id) === 1) };
}

/** Failures of the server in the log, which also has the events of accounts. */
function failuresIn(lines: readonly (readonly unknown[])[]): unknown[] {
  return lines
    .flat()
    .filter((line) => /"event":"(\w*failed|service_unavailable|printed)"/.test(String(line)));
}

function expectGoodManners(answer: Answer, path: string, method: string): void {
  expect(answer.status).toBeLessThan(500);
  if (endpointRouter.find(path.split("?", 1)[0] ?? "") === null) return;
  expect(answer.headers["cache-control"]).toBe("no-store");
  const isEmpty = [204, 302, 303].includes(answer.status) || "remote-user" in answer.headers;
  if (answer.text === "") expect(isEmpty || method === "HEAD").toBe(true);
  else expect(answer.headers["content-type"]).toBe("application/json");
  if (answer.headers.location !== undefined) expect(answer.headers.location).toMatch(/^\/(?![/\\])/);
}

/** Whether a request did what it was sent for. A browser's form is redirected onward, or back to its page with what was wrong. */
function wentWell({ status, headers }: Answer): boolean {
  return Math.floor(status / 100) === 2 || (status === 303 && !headers.location?.includes("?"));
}

function expectRightRows(answer: Answer, path: string, before: Tables, after: Tables): void {
  if (!wentWell(answer)) {
    const { latchkey_event = [] } = after;
    const others = latchkey_event.filter(({ name }) => name !== "sign_in_refused");
    expect({ ...after, latchkey_event: others }).toEqual(before);
    return;
  }
  expect(belongings(after)).toEqual(belongings(before));
  const rightsBefore = new Map((before.auth_user ?? []).map(({ id, ...user }) => [id, rightsOf(user)]));
  for (const { id, ...user } of (after.auth_user ?? []).filter(({ id }) => Number(id) > 1)) {
    const { is_active, ...rights } = rightsBefore.get(id) ?? NO_RIGHTS;
    expect(rightsOf(user)).toMatchObject(isForStaff(path) ? rights : { ...rights, is_active });
  }
}

const NO_RIGHTS = { is_staff: false, is_superuser: false, is_active: true };

function rightsOf({ is_staff, is_superuser, is_active }: Readonly<Record<string, unknown>>) {
  return { is_staff, is_superuser, is_active };
}

describe("whatever a request is changed into, the server answers in time, as JSON, and changes nothing it should not", () => {
  test.each([
    { tokens: "in bodies", settings: {} },
    {
      tokens: "in cookies, rotating",
      settings: { AUTH_COOKIE: "t", ROTATE_REFRESH_TOKENS: "true", BLACKLIST_AFTER_ROTATION: "true" },
    },
  ])("tokens $tokens", { timeout: 600_000 }, async ({ settings }) => {
    const server = await startTestServer(settings);
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    try {
      await settle(server);
      const attempt = async (endpoint: string, change: Change) => {
        const { path: target, ...sent } = changed(await goodRequest(server, endpoint), change);
        const before = await tableRows(server);
        const answer = await inTime(send(server, target, sent));
        expectGoodManners(answer, target, sent.method ?? "GET");
        expectRightRows(answer, target, before, await tableRows(server));
        return answer.status;
      };
      for (const endpoint of ENDPOINTS) expect(await attempt(endpoint, {}), endpoint).toBeLessThan(400);
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...ENDPOINTS), changes, (endpoint, change) =>
          attempt(endpoint, change).then(() => undefined),
        ),
        { numRuns: RUNS },
      );
      expect(failuresIn(log.mock.calls)).toEqual([]);
    } finally {
      log.mockRestore();
      await server.close();
    }
  });
});

describe("what is no whole request", () => {
  /** @returns what the server says until it hangs up */
  function exchange(server: TestServer, bytes: string): Promise<string> {
    const { hostname, port } = new URL(server.url);
    return new Promise((resolve) => {
      const socket = connect(Number(port), hostname, () => socket.end(Buffer.from(bytes, "latin1")));
      let said = "";
      socket.on("data", (chunk) => {
        said += chunk.toString("latin1");
      });
      socket.on("error", () => {});
      socket.on("close", () => resolve(said));
    });
  }

  const head = "POST /user/jwt_signin HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
  const broken = {
    "no request line": "\r\n\r\n\u0000\u0001\u0002\r\n\r\n",
    "a greeting of HTTP/2": "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a header without a colon": `${head}Nonsense\r\n\r\n`,
    "NUL in a header": `${head}X: a\u0000b\r\n\r\n`,
    "a header split in two": `${head}X: a\r\n b\r\nContent-Length: 2\r\n\r\n{}`,
    "a length that is none": `${head}Content-Length: -1\r\n\r\n{}`,
    "two lengths": `${head}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
    "a length and chunks": `${head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    "chunks that are none": `${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
    "fewer bytes than promised": `${head}Content-Length: 20\r\n\r\n{}`,
    "chunks without an end": `${head}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n`,
    "headers without an end": `${head}X-Endless: ${"x".repeat(1000)}`,
    "more headers than anybody has": `${head}${"X: y\r\n".repeat(20_000)}\r\n`,
    "two hosts": `${head}Host: b\r\nContent-Length: 2\r\n\r\n{}`,
  };

  test("is refused or let go, is no failure of ours, and leaves the server well", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const server = await startTestServer();
    try {
      const before = await tableRows(server);
      for (const [name, bytes] of Object.entries(broken)) {
        const said = await inTime(exchange(server, bytes));
        expect(said, name).toMatch(/^$|^HTTP\/1\.1 4\d\d /);
        expect((await inTime(send(server, "/healthz"))).status, name).toBe(200);
        expect(log.mock.calls.flat(), name).toEqual([]);
      }
      expect(await tableRows(server)).toEqual(before);
    } finally {
      await server.close();
      log.mockRestore();
    }
  });
});
