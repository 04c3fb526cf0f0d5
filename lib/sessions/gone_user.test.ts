import { afterAll, beforeAll, expect, test } from "vitest";
import { call, PASSWORD, signUp } from "@/lib/testing/requests";
import { type FrozenServer, startFrozenServer } from "@/lib/testing/rotation/frozen_server";
import { type InterruptedStore, interruptedStore } from "@/lib/testing/rotation/interrupted_store";

let interrupted: InterruptedStore;
let server: FrozenServer;
beforeAll(async () => {
  interrupted = interruptedStore();
  server = await startFrozenServer({ AUTH_TOKEN_CLASSES: "AccessToken,SlidingToken" }, interrupted.between);
});
afterAll(() => server.close());

const ENDINGS = {
  deleted: () => server.store.$executeRaw`DELETE FROM auth_user WHERE username = 'somebody'`,
  inactive: () =>
    server.store.$executeRaw`UPDATE auth_user SET is_active = false WHERE username = 'somebody'`,
};
const SIGN_INS = ["/user/session_signin", "/user/jwt_signin", "/api/token/", "/api/token/sliding/"];
const cases = SIGN_INS.flatMap((path) => Object.entries(ENDINGS).map(([how, end]) => ({ path, how, end })));

test.each(cases)(
  "$path of a user who is $how by the time it is written down is refused",
  async ({ path, end }) => {
    await server.store.$executeRaw`DELETE FROM auth_user`;
    await signUp(server.url, "somebody");
    interrupted.beforeCall(1, end);
    const answer = await call(server.url, path, { json: { username: "somebody", password: PASSWORD } });
    expect(interrupted.hasActed()).toBe(true);
    expect([answer.status, answer.body?.code]).toEqual([401, "no_active_account"]);
    expect(await server.store.session.count()).toBe(0);
  },
);

test("a sign-in that is refused as late as that changes nothing: neither the last login nor the browser's former session", async () => {
  await server.store.$executeRaw`DELETE FROM auth_user`;
  const person = { username: "somebody", password: PASSWORD };
  const { cookies } = await call(server.url, "/user/session_signup", { json: person });
  const before = await server.store.user.findFirstOrThrow();
  interrupted.beforeCall(1, ENDINGS.inactive);
  const answer = await call(server.url, "/user/session_signin", { json: person, cookies });
  expect([interrupted.hasActed(), answer.status]).toEqual([true, 401]);
  expect(await server.store.user.findFirstOrThrow()).toEqual({ ...before, isActive: false });
  await server.store.$executeRaw`UPDATE auth_user SET is_active = true`;
  expect((await call(server.url, "/user/me", { cookies })).status).toBe(200);
});
