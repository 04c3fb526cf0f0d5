import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from "vitest";
import { webhookSignature } from "@/lib/credentials/webhook_signature";
import { openBrowser } from "@/lib/testing/browser";
import { send } from "@/lib/testing/client";
import { newName, PASSWORD } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { type App, postDue, startApp } from "@/lib/testing/webhook";

const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

let app: App;
let server: TestServer;
let log: MockInstance<typeof console.error>;
beforeEach(async () => {
  log = vi.spyOn(console, "error").mockImplementation(() => {});
  app = await startApp();
  server = await startTestServer({ EVENTS_URL: app.url, EVENTS_SECRET: SECRET });
});
afterEach(async () => {
  app.close();
  await server.close();
  log.mockRestore();
});

const left = () => server.sql.count("latchkey_outbox");

async function signUp() {
  const browser = openBrowser(server);
  const { body } = await browser.post("/user/session_signup", { username: newName(), password: PASSWORD });
  return { browser, id: String(body?.id) };
}

function posted(): Record<string, unknown>[] {
  return app.posts.map(({ body }) => JSON.parse(body));
}

test("an app learns of sign-ups, changes and deletions, as the user's own list has them", async () => {
  const { browser, id } = await signUp();
  await browser.post("/user/password_change", { old_password: PASSWORD, new_password: "another one" });
  const listed = (await browser.get("/user/events")).body as unknown as Record<string, unknown>[];
  expect(await postDue(server)).toBe(3);
  expect(posted().map(({ event }) => event)).toEqual(["signed_up", "signed_in", "password_changed"]);
  for (const { event, user, address, at } of posted()) {
    expect([user, address]).toEqual([id, "127.0.0.1"]);
    expect(listed).toContainEqual(expect.objectContaining({ event, address, at }));
  }
  const cookies = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  await send(server, "/user/me", { method: "DELETE", headers: { Cookie: cookies } });
  expect(await postDue(server)).toBe(1);
  expect(posted().at(-1)).toMatchObject({ event: "account_deleted", user: id });
  expect(await left()).toBe(0);
});

test("a post is signed as Standard Webhooks have it, and carries no secret", async () => {
  await signUp();
  await postDue(server);
  for (const { headers, body } of app.posts) {
    const signed = {
      id: String(headers["webhook-id"]),
      timestamp: Number(headers["webhook-timestamp"]),
      body,
    };
    expect(headers["webhook-signature"]).toBe(webhookSignature(SECRET, signed));
    expect(signed.timestamp).toBe(Math.floor(server.clock.now() / 1000));
    expect(JSON.parse(body).id).toBe(signed.id);
    expect(body).not.toContain(PASSWORD);
  }
});

describe("an app that does not take an event", () => {
  test.each([500, 401, 302, 404])(
    "and answers %i gets it again, with the same id, and no other address",
    async (status) => {
      app.answer = status;
      await signUp();
      expect(await postDue(server)).toBe(0);
      expect(await left()).toBe(2);
      expect(await postDue(server)).toBe(0);
      expect(app.posts).toHaveLength(2);
      app.answer = 200;
      server.clock.advance(60);
      expect(await postDue(server)).toBe(2);
      const ids = app.posts.map(({ headers }) => headers["webhook-id"]);
      expect(ids.slice(2)).toEqual(ids.slice(0, 2));
      expect(await left()).toBe(0);
    },
  );

  test("and is gone holds no request up and loses no event, for three days", async () => {
    app.close();
    expect((await signUp()).id).not.toBe("undefined");
    expect(await postDue(server)).toBe(0);
    server.clock.advance(3 * 86_400 - 1);
    expect(await postDue(server)).toBe(0);
    expect(await left()).toBe(2);
    server.clock.advance(3600);
    await postDue(server);
    expect(await left()).toBe(0);
    expect(log.mock.calls.map(([line]) => JSON.parse(String(line)).event)).toContain("event_post_lost");
  });

  test("and says that it never will (410) is told no more of it", async () => {
    app.answer = 410;
    await signUp();
    expect(await postDue(server)).toBe(0);
    expect(await left()).toBe(0);
  });
});

test("of several who post at once each event comes once", async () => {
  for (let users = 0; users < 10; users += 1) await signUp();
  const sent = await Promise.all(Array.from({ length: 8 }, () => postDue(server)));
  expect(sent.reduce((sum, each) => sum + each, 0)).toBe(20);
  expect(new Set(app.posts.map(({ headers }) => headers["webhook-id"])).size).toBe(20);
  expect(app.posts).toHaveLength(20);
});

test("guesses are not posted: strangers could have anything posted as often as they like", async () => {
  const { browser } = await signUp();
  const { body } = await browser.get("/user/me");
  for (let guesses = 0; guesses < 3; guesses += 1)
    await send(server, "/user/jwt_signin", { json: { username: body?.username, password: "wrong" } });
  await postDue(server);
  expect(posted().map(({ event }) => event)).toEqual(["signed_up", "signed_in"]);
});
