import { afterAll, beforeAll, expect, test } from "vitest";
import { send } from "@/lib/testing/client";
import { cookiesBack } from "@/lib/testing/cookies";
import { PASSWORD, signUp } from "@/lib/testing/requests";
import { type InterruptedStore, interruptedStore } from "@/lib/testing/rotation/interrupted_store";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { ROTATING } from "@/lib/testing/settings";
import { firstUser } from "@/lib/testing/store/sql";

let interrupted: InterruptedStore;
let server: TestServer;
beforeAll(async () => {
  interrupted = interruptedStore();
  server = await startTestServer(
    { ...ROTATING, AUTH_TOKEN_CLASSES: "AccessToken,SlidingToken" },
    { between: interrupted.between },
  );
});
afterAll(() => server.close());

const ENDINGS = {
  deleted: () => server.sql`DELETE FROM auth_user WHERE username = 'somebody'`,
  inactive: () => server.sql`UPDATE auth_user SET is_active = false WHERE username = 'somebody'`,
};
const SIGN_INS = ["/user/session_signin", "/user/jwt_signin", "/api/token/", "/api/token/sliding/"];
const cases = SIGN_INS.flatMap((path) => Object.entries(ENDINGS).map(([how, end]) => ({ path, how, end })));

test.each(cases)(
  "$path of a user who is $how by the time it is written down is refused",
  async ({ path, end }) => {
    await server.sql`DELETE FROM auth_user`;
    await signUp(server.url, "somebody");
    interrupted.beforeCall(1, end);
    const answer = await send(server.url, path, { json: { username: "somebody", password: PASSWORD } });
    expect(interrupted.hasActed()).toBe(true);
    expect([answer.status, answer.body?.code]).toEqual([401, "no_active_account"]);
    expect(await server.sql.count("latchkey_session")).toBe(0);
  },
);

test("a sign-in that is refused as late as that changes nothing: neither the last login nor the browser's former session", async () => {
  await server.sql`DELETE FROM auth_user`;
  const person = { username: "somebody", password: PASSWORD };
  const headers = cookiesBack(await send(server.url, "/user/session_signup", { json: person }));
  const before = await firstUser(server.sql);
  interrupted.beforeCall(1, ENDINGS.inactive);
  const answer = await send(server.url, "/user/session_signin", { json: person, headers });
  expect([interrupted.hasActed(), answer.status]).toEqual([true, 401]);
  expect(await firstUser(server.sql)).toEqual({ ...before, isActive: false });
  await server.sql`UPDATE auth_user SET is_active = true`;
  expect((await send(server.url, "/user/me", { headers })).status).toBe(200);
});
