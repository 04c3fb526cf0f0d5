import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { send } from "@/lib/testing/client";
import { BROKEN_FORMS } from "@/lib/testing/http/broken_forms";
import { FORMS } from "@/lib/testing/http/forms";
import { startTestServer, type TestServer } from "@/lib/testing/server";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterEach(() => server.sql.query("DELETE FROM auth_user"));
afterAll(() => server.close());

function signUp(contentType: string, body: Buffer) {
  return send(server, "/user/session_signup", { headers: { "Content-Type": contentType }, body });
}

function signIn(username: string | undefined, password: string | undefined) {
  return send(server, "/user/session_signin", { json: { username, password } });
}

describe("a sign-up by a form is a sign-up by JSON:", () => {
  test.each(Object.entries(FORMS))("%s", async (_name, { contentType, body, fields }) => {
    const { username, password } = fields;
    expect(await signUp(contentType, body)).toMatchObject({ status: 201, body: { username } });
    expect((await signIn(username, password)).status).toBe(200);
    expect((await signIn(username, `${password}!`)).status).toBe(401);
  });
});

describe("a form is refused, and no byte of a password replaced:", () => {
  test.each(Object.entries(BROKEN_FORMS))("%s", async (_name, { contentType, body }) => {
    expect(await signUp(contentType, body)).toMatchObject({ status: 400, body: { code: "parse_error" } });
    expect(await server.sql.count("auth_user")).toBe(0);
  });
});

test("a file is no text", async () => {
  const body = Buffer.from(
    [
      '--b\r\nContent-Disposition: form-data; name="username"; filename=a.txt\r\n\r\nkim\r\n',
      "--b\r\nContent-Disposition: form-data; name=password; filename*=utf-8''a.txt\r\n\r\nkim\r\n--b--",
    ].join(""),
  );
  expect(await signUp("multipart/form-data; boundary=b", body)).toMatchObject({
    status: 400,
    body: { username: ["Not a valid string."], password: ["Not a valid string."] },
  });
});
