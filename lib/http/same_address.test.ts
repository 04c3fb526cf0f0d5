import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Answer, send } from "@/lib/testing/client";
import { newName, PASSWORD } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterEach(() => server.sql.query("DELETE FROM auth_user"));
afterAll(() => server.close());

const SENDERS: Readonly<Record<string, (email: string) => Promise<Answer>>> = {
  "a program": (email) =>
    send(server, "/user/jwt_signup", { json: { username: newName(), password: PASSWORD, email } }),
  "a form": (email) =>
    send(server, "/user/session_signup", {
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ username: newName(), password: PASSWORD, email }).toString(),
    }),
};

describe.each([
  ["lee@도메인.한국", "lee@xn--hq1bm8jm9l.xn--3e0b707e"],
  ["lee@도메인.한국", "Lee@XN--HQ1BM8JM9L.xn--3e0b707e"],
  ["lee@도메인.xn--3e0b707e", "lee@xn--hq1bm8jm9l.한국"],
  ["lee@도메인.한국", "lee@도메인.한국".normalize("NFD")],
  ["a@BÜCHER.example", "a@xn--bcher-kva.example"],
  ["a@ｅｘａｍｐｌｅ.com", "a@example.com"],
  ["Kim@naver.com", "kim@NAVER.com"],
])("%s and %s are one mailbox, which", (one, other) => {
  test.each([
    ["a program", "a form"],
    ["a form", "a program"],
  ])("%s and %s cannot both sign up with", async (first, second) => {
    for (const emails of [[one, other] as const, [other, one] as const]) {
      expect(await SENDERS[first]?.(emails[0])).toMatchObject({ status: 201 });
      expect(await SENDERS[second]?.(emails[1])).toMatchObject({
        status: 400,
        body: { email: ["A user with that email address already exists."] },
      });
      await server.sql.query("DELETE FROM auth_user");
    }
  });
});

test("of two sign-ups at once with one mailbox, one is refused", async () => {
  const emails = ["lee@도메인.한국", "lee@xn--hq1bm8jm9l.xn--3e0b707e"];
  const answers = await Promise.all(emails.map((email) => SENDERS["a program"]?.(email)));
  expect(answers.map((answer) => answer?.status).sort()).toEqual([201, 400]);
});

test("domains of which one only looks like the other are two", async () => {
  for (const email of ["a@faß.de", "a@fass.de", "a@example.com", "a@exаmple.com"])
    expect(await SENDERS["a program"]?.(email)).toMatchObject({ status: 201 });
});
