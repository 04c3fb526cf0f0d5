import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { send } from "@/lib/testing/client";
import { startTestServer, type TestServer } from "@/lib/testing/server";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterEach(() => server.sql.query("DELETE FROM auth_user"));
afterAll(() => server.close());

function signUp(body: string | Buffer, type = "application/json", language = "en") {
  const headers = { "Content-Type": type, "Accept-Language": language };
  return send(server, "/user/session_signup", { headers, body });
}

describe("JSON that is no object is refused in DRF's words:", () => {
  test.each([
    ["null", "No data provided"],
    [" null\n", "No data provided"],
    ["[]", "Invalid data. Expected a dictionary, but got list."],
    ['"null"', "Invalid data. Expected a dictionary, but got str."],
    ["0", "Invalid data. Expected a dictionary, but got int."],
    ["1e2", "Invalid data. Expected a dictionary, but got float."],
    ["false", "Invalid data. Expected a dictionary, but got bool."],
  ])("%j", async (json, message) => {
    expect(await signUp(json)).toMatchObject({ status: 400, body: { non_field_errors: [message] } });
  });

  test("in Korean", async () => {
    expect((await signUp("null", undefined, "ko")).body).toEqual({
      non_field_errors: ["데이터가 없습니다."],
    });
  });
});

test("digits of any script are an age", async () => {
  const form = new URLSearchParams({ username: "kim", password: "1234", age: "２４" }).toString();
  const answers = [
    await signUp(form, "application/x-www-form-urlencoded"),
    await signUp(JSON.stringify({ username: "lee", password: "1234", age: "٢٤" })),
  ];
  for (const answer of answers) expect(answer).toMatchObject({ status: 201, body: { age: 24 } });
});

test("JSON is read in its charset", async () => {
  const json = Buffer.from('{"username": "kim", "password": "caf\xe9"}', "latin1");
  expect((await signUp(json)).status).toBe(400);
  expect((await signUp(json, "application/json; charset=latin-1")).status).toBe(201);
  const signIn = { json: { username: "kim", password: "café" } };
  expect((await send(server, "/user/session_signin", signIn)).status).toBe(200);
});
