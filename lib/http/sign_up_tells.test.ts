import { rmSync } from "node:fs";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  type MockInstance,
  test,
  vi,
} from "vitest";
import { send } from "@/lib/testing/client";
import { breachedFile, breachedLines } from "@/lib/testing/passwords/breached_list";
import { newName, PASSWORD } from "@/lib/testing/requests";
import { startTestServer, type TestServer, withServer } from "@/lib/testing/server";
import { userRows } from "@/lib/testing/store/sql";

const SIGN_UPS = ["/user/session_signup", "/user/jwt_signup"];
const OWNER = { username: "owner", password: PASSWORD, email: "owner@example.com" };

let server: TestServer;
let log: MockInstance<typeof console.error>;
beforeAll(async () => {
  server = await startTestServer({ PASSWORD_VALIDATORS: "similarity,min_length,common,numeric" });
  await send(server, "/user/session_signup", { json: OWNER });
});
afterAll(() => server.close());
beforeEach(() => {
  log = vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  log.mockRestore();
});

function logged(): unknown[] {
  return log.mock.calls.map(([line]) => JSON.parse(String(line)));
}

test("nobody signs up while the list of breached passwords cannot be read", async () => {
  const file = breachedFile(breachedLines(["correct horse"]).join("\n"));
  const settings = { PASSWORD_VALIDATORS: "common", BREACHED_PASSWORDS: file };
  await withServer(settings, async (other) => {
    rmSync(file);
    for (const path of SIGN_UPS) {
      const json = { username: newName(), password: PASSWORD };
      const { status, body } = await send(other, path, { json });
      expect([status, body?.code]).toEqual([503, "unavailable"]);
      expect(await userRows(other.sql)).toEqual([]);
    }
  });
  expect(logged()).toContainEqual(expect.objectContaining({ event: "service_unavailable" }));
});

/** Fields beside a name and an address that are well formed: nobody signs up with one of these. */
const WRONG = [
  { username: "" },
  { username: undefined },
  { username: "a b" },
  { username: "x".repeat(151) },
  { password: "" },
  { password: undefined },
  { password: null },
  { password: "a\0" },
  { password: "12345678" },
  { password: "short" },
  { username: " ", password: "" },
  { age: "old" },
  { age: 151 },
  { email: "no address" },
  { email: null },
];

describe("where a field is wrong, sign-up tells of no address or name whether it is taken:", () => {
  test.each(WRONG)("%j", async (wrong) => {
    for (const path of SIGN_UPS) {
      const answers = [OWNER, { ...OWNER, username: "nobody", email: "nobody@example.com" }].map((fields) =>
        send(server, path, { json: { ...fields, ...wrong } }),
      );
      const [taken, free] = await Promise.all(answers);
      expect(taken?.status).toBe(400);
      expect([taken?.status, taken?.text]).toEqual([free?.status, free?.text]);
      expect(taken?.text).not.toContain("already exists");
    }
    expect(logged()).toEqual([]);
  });
});

describe("where all is well formed, it tells, and the log says to whom:", () => {
  const NAME = "A user with that username already exists.";
  const ADDRESS = "A user with that email address already exists.";

  test.each([
    ["username", { email: "nobody@example.com" }, { username: [NAME] }],
    ["email", { username: "nobody" }, { email: [ADDRESS] }],
    ["username,email", { email: "OWNER@example.com" }, { username: [NAME], email: [ADDRESS] }],
  ])("%s", async (fields, other, body) => {
    expect(await send(server, "/user/jwt_signup", { json: { ...OWNER, ...other } })).toMatchObject({
      status: 400,
      body,
    });
    expect(logged()).toEqual([{ at: expect.any(String), event: "told_taken", address: "127.0.0.1", fields }]);
  });

  test("of two at once, too", async () => {
    const username = newName();
    const answers = await Promise.all(
      SIGN_UPS.map((path) => send(server, path, { json: { username, password: PASSWORD } })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400]);
  });
});
