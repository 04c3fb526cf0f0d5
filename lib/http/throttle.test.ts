import { afterEach, beforeEach, expect, it, test, vi } from "vitest";
import { pruneExpired } from "@/lib/jobs/prune_expired";
import { send } from "@/lib/testing/client";
import { newName, PASSWORD } from "@/lib/testing/requests";
import { startTestServer, type TestServer, withServerBeside } from "@/lib/testing/server";

const SETTINGS = { THROTTLE_SIGNUP: "3/15m", TRUSTED_PROXIES: "127.0.0.1" };
const ADDRESS = "192.0.2.1";

let server: TestServer;
let taken: string;
let lines: Record<string, unknown>[];
beforeEach(async () => {
  lines = [];
  vi.spyOn(console, "error").mockImplementation((line: string) => void lines.push(JSON.parse(line)));
  server = await startTestServer(SETTINGS);
  taken = newName();
  await signUp({ username: taken, email: "mseo@naver.com" });
});
afterEach(async () => {
  await server.close();
  vi.restoreAllMocks();
});

function signUp(fields: object, { from = ADDRESS, at = server, path = "/user/session_signup" } = {}) {
  const json = { username: newName(), password: PASSWORD, ...fields };
  return send(at, path, { json, headers: { "X-Forwarded-For": from } });
}

async function statuses(count: number, options: Parameters<typeof signUp>[1] = {}): Promise<number[]> {
  const found = [];
  for (let asked = 0; asked < count; asked += 1)
    found.push((await signUp({ username: taken }, options)).status);
  return found;
}

test("what sign-up tells of names and of addresses, at both its endpoints, is limited together", async () => {
  // No other test has it: lines that say the same are written once in ten seconds.
  const from = "192.0.2.77";
  const told = [
    await signUp({ email: "MSEO@naver.com" }, { from }),
    await signUp({ username: taken }, { from, path: "/user/jwt_signup" }),
    await signUp({ username: taken, email: "mseo@naver.com" }, { from }),
  ];
  expect(told.map(({ status }) => status)).toEqual([400, 400, 400]);
  const users = await server.sql.count("auth_user");
  // From then on a free name cannot be told from a taken one.
  for (const fields of [{ username: taken }, { email: "mseo@naver.com" }, {}]) {
    const { status, body, headers } = await signUp(fields, { from });
    expect([status, headers["retry-after"]]).toEqual([429, "900"]);
    expect(body).toEqual({ detail: "Request was throttled.", code: "throttled" });
  }
  expect(await server.sql.count("auth_user")).toBe(users);
  const limits = lines.filter(({ event }) => event !== "signed_up");
  expect(limits.map(({ event, address, by, fields }) => ({ event, from: address ?? by, fields }))).toEqual([
    { event: "told_taken", from, fields: "email" },
    { event: "told_taken", from, fields: "username" },
    { event: "told_taken", from, fields: "username,email" },
    { event: "throttled", from, fields: undefined },
  ]);
});

test("an office that signs up behind one address is not limited, nor are its mistakes", async () => {
  for (let person = 0; person < 20; person += 1) {
    expect((await signUp({ email: "no address" })).status).toBe(400);
    expect((await signUp({})).status).toBe(201);
  }
});

test.each([
  { password: "" },
  { password: undefined },
  { username: "" },
  { age: "old" },
  { email: "mseo@naver.com", username: "a b" },
])("a sign-up with %j tells nothing of what is taken", async (fields) => {
  const answers = [
    await signUp({ username: taken, email: "mseo@naver.com", ...fields }),
    await signUp({ username: newName(), email: "free@naver.com", ...fields }),
  ];
  expect(answers[0]?.status).toBe(400);
  expect(answers[0]?.text).toBe(answers[1]?.text);
  expect(await server.sql.count("latchkey_throttle")).toBe(0);
});

test("nor does one with a weak password", async () => {
  await withServerBeside(server, { ...SETTINGS, PASSWORD_VALIDATORS: "min_length" }, async (strict) => {
    const { body } = await signUp({ username: taken, password: "short" }, { at: strict });
    expect(Object.keys(body ?? {})).toEqual(["password"]);
  });
});

test("addresses of one IPv6 network are counted together, others apart", async () => {
  expect(await statuses(3, { from: "2001:db8:1:2::1" })).toEqual([400, 400, 400]);
  expect(await statuses(1, { from: "2001:db8:1:2:ffff::9" })).toEqual([429]);
  expect(await statuses(1, { from: "2001:0DB8:0001:0002:0:0:0:7" })).toEqual([429]);
  for (const from of ["2001:db8:1:3::1", "192.0.2.1", "192.0.2.2"])
    expect(await statuses(1, { from })).toEqual([400]);
});

test("many at once, at several servers, are told no more than the limit", async () => {
  await withServerBeside(server, SETTINGS, async (second) => {
    const asked = Array.from({ length: 24 }, (_, index) =>
      signUp({ username: taken }, { at: index % 2 === 0 ? server : second }),
    );
    const found = (await Promise.all(asked)).map(({ status }) => status).sort();
    expect(found).toEqual([...Array(3).fill(400), ...Array(21).fill(429)]);
  });
});

test("a form is sent back with the time to wait, and the answer speaks the caller's language", async () => {
  await statuses(3);
  const headers = { "X-Forwarded-For": ADDRESS, "Accept-Language": "ko" };
  const { body } = await send(server, "/user/jwt_signup", {
    json: { username: taken, password: PASSWORD },
    headers,
  });
  expect(body?.detail).toBe("요청이 지연(throttled)되었습니다.");
  const form = await send(server, "/user/jwt_signup", {
    body: new URLSearchParams({ username: taken, password: PASSWORD }).toString(),
    headers: { ...headers, Accept: "text/html", "Content-Type": "application/x-www-form-urlencoded" },
  });
  expect([form.status, form.headers.location]).toEqual([303, "/jwt/signup?error=throttled&wait=900"]);
});

it("holds no longer than its time where the clock was set back, or the setting became shorter", async () => {
  await statuses(3);
  await withServerBeside(server, { ...SETTINGS, THROTTLE_SIGNUP: "3/1m" }, async (shorter) => {
    expect(await statuses(1, { at: shorter })).toEqual([400]);
  });
  expect(await statuses(3, { from: "192.0.2.9" })).toEqual([400, 400, 400]);
  server.clock.advance(-3600);
  expect(await statuses(4, { from: "192.0.2.9" })).toEqual([400, 400, 400, 429]);
});

test("rows of the past are deleted hourly", async () => {
  await statuses(1);
  const { settings, store } = server;
  const pruneAt = (seconds: number) =>
    pruneExpired({ settings, store, now: new Date(server.clock.now() + seconds * 1000) });
  await pruneAt(899);
  expect(await server.sql.count("latchkey_throttle")).toBe(1);
  await pruneAt(900);
  expect(await server.sql.count("latchkey_throttle")).toBe(0);
});
