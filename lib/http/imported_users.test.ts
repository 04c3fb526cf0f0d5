import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { send } from "@/lib/testing/client";
import { newName, PASSWORD, signUp } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { addUser, firstUser } from "@/lib/testing/store/sql";

let server: TestServer;
let hash: string;
beforeAll(async () => {
  server = await startTestServer();
  await signUp(server, newName());
  hash = (await firstUser(server.sql)).password;
});
afterAll(() => server.close());

const SIGN_INS = ["/user/session_signin", "/user/jwt_signin", "/api/token/"];

/** Names and addresses that Django has stored, and sign-up refuses here. */
const USERS = [
  { username: "kim\u1160", email: "" },
  { username: "\u3164", email: "" },
  { username: "ﬁsh", email: '"<script>"@example.com' },
  { username: "½", email: '"\u0001"@example.com' },
  { username: "two words", email: "a@ex\u200bample.com" },
  { username: "<b>", email: "a@xn--a.com" },
  { username: "😀", email: "no address" },
  { username: "e\u0301".repeat(75), email: "" },
];

describe("a user of Django's signs in, though sign-up would refuse", () => {
  test.each(USERS)("%j", async ({ username, email }) => {
    await addUser(server.sql, { username, email, password: hash });
    const json = { username, password: PASSWORD };
    for (const path of SIGN_INS) expect((await send(server, path, { json })).status).toBe(200);
    expect((await send(server, SIGN_INS[0] ?? "", { json })).body).toMatchObject({ username, email });
    const wrong = { ...json, password: "wrong" };
    for (const path of SIGN_INS) expect((await send(server, path, { json: wrong })).status).toBe(401);
  });
});

test("a name that Django stored as it was typed comes before the one that it is stored as here", async () => {
  await addUser(server.sql, { username: "ｌｅｅ", password: hash });
  const password = "another password";
  expect((await send(server, "/user/jwt_signup", { json: { username: "ｌｅｅ", password } })).status).toBe(
    201,
  );
  const signIn = async (username: string, password: string) =>
    (await send(server, "/user/session_signin", { json: { username, password } })).body?.username;
  expect(await signIn("ｌｅｅ", PASSWORD)).toBe("ｌｅｅ");
  expect(await signIn("lee", password)).toBe("lee");
  expect(await signIn("ＬＥＥ".toLowerCase(), password)).toBeUndefined();
  expect(await signIn("ﬁnn", PASSWORD)).toBeUndefined();
});

describe("sign-up refuses", () => {
  test.each([
    ...["kim\u1160", "\u3164", "\uffa0kim", "a\u115fb", "\u{13441}", "kim\u200b", "kim\u00ad", "\u2066kim"],
    ...["kim\u034f", "kim\ufe0f", "kim\u180e", "\u{e0041}kim", "\u2800"],
  ])("the name %j", async (username) => {
    expect(await signUp(server, username)).toMatchObject({
      status: 400,
      body: { username: [expect.stringMatching(/^Enter a valid username/)] },
    });
  });

  test.each(USERS.flatMap(({ email }) => (email === "" ? [] : [email])))("the address %j", async (email) => {
    const json = { username: newName(), password: PASSWORD, email };
    expect(await send(server, "/user/jwt_signup", { json })).toMatchObject({
      status: 400,
      body: { email: ["Enter a valid email address."] },
    });
  });
});
