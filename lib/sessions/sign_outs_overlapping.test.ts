import { afterAll, beforeAll, expect, test } from "vitest";
import { send } from "@/lib/testing/client";
import { cookiesBack } from "@/lib/testing/cookies";
import { newName, PASSWORD, refreshForTokens, signUpForTokens } from "@/lib/testing/requests";
import { type InterruptedStore, interruptedStore } from "@/lib/testing/rotation/interrupted_store";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { ROTATING } from "@/lib/testing/settings";

let interrupted: InterruptedStore;
let server: TestServer;
/** On the same database; nothing happens between its calls. */
let other: TestServer;
beforeAll(async () => {
  interrupted = interruptedStore();
  server = await startTestServer(ROTATING, { between: interrupted.between });
  other = await startTestServer(ROTATING, { beside: server });
});
afterAll(async () => {
  await other.close();
  await server.close();
});

const signOut = (target: TestServer, refresh: string) =>
  send(target, "/user/jwt_signout", { json: { refresh } });

test("of two sign-outs of one family that overlap, one ends it and the other finds it ended", async () => {
  const { refresh } = await signUpForTokens(server);
  interrupted.beforeCall(1, async () => expect((await signOut(other, refresh)).status).toBe(204));
  const late = await signOut(server, refresh);
  expect(interrupted.hasActed()).toBe(true);
  expect(late).toMatchObject({ status: 401, body: (await signOut(server, refresh)).body });
});

test("also where they name different tokens of it", async () => {
  const { refresh } = await signUpForTokens(server);
  const next = await refreshForTokens(server, refresh);
  interrupted.beforeCall(1, async () => expect((await signOut(other, refresh)).status).toBe(204));
  expect((await signOut(server, next.refresh)).status).toBe(401);
  expect(interrupted.hasActed()).toBe(true);
});

test("of ten at once, one", async () => {
  const { refresh } = await signUpForTokens(server);
  const answers = await Promise.all(Array.from({ length: 10 }, () => signOut(server, refresh)));
  expect(answers.map(({ status }) => status).sort()).toEqual([204, ...Array(9).fill(401)]);
});

test("of ten sign-outs of one session at once, one", async () => {
  const json = { username: newName(), password: PASSWORD };
  const headers = cookiesBack(await send(server, "/user/session_signup", { json }));
  const out = () => send(server, "/user/session_signout", { method: "POST", headers });
  const answers = await Promise.all(Array.from({ length: 10 }, out));
  expect(answers.map(({ status }) => status).sort()).toEqual([204, ...Array(9).fill(403)]);
});

test("a token of a user who became inactive is blacklisted, though it has no family", async () => {
  const name = newName();
  const { refresh } = await signUpForTokens(server, name);
  // As if another service had made it, and it is not known here.
  await server.sql`DELETE FROM latchkey_token`;
  await server.sql`DELETE FROM latchkey_family`;
  await server.sql`UPDATE auth_user SET is_active = false WHERE username = ${name}`;
  expect((await signOut(server, refresh)).status).toBe(204);
  await server.sql`UPDATE auth_user SET is_active = true WHERE username = ${name}`;
  const answer = await send(server, "/user/jwt_refresh", { json: { refresh } });
  expect([answer.status, answer.body?.code]).toEqual([401, "token_not_valid"]);
});
