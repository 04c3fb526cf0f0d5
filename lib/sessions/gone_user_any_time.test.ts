import { afterAll, beforeAll, expect, test } from "vitest";
import { send } from "@/lib/testing/client";
import { PASSWORD, signUp, tokensOf } from "@/lib/testing/requests";
import { type InterruptedStore, interruptedStore } from "@/lib/testing/rotation/interrupted_store";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { ROTATING } from "@/lib/testing/settings";

let interrupted: InterruptedStore;
let server: TestServer;
/** On the same database, with cheaper hashes: users that it signs up get a new hash at the other one. */
let former: TestServer;
beforeAll(async () => {
  interrupted = interruptedStore({ reads: true });
  server = await startTestServer(
    { ...ROTATING, AUTH_TOKEN_CLASSES: "AccessToken,SlidingToken" },
    { between: interrupted.between },
  );
  former = await startTestServer({ PBKDF2_ITERATIONS: "10" }, { beside: server });
});
afterAll(async () => {
  await former.close();
  await server.close();
});

const ENDINGS = {
  deleted: () => server.sql`DELETE FROM auth_user`,
  inactive: () => server.sql`UPDATE auth_user SET is_active = false`,
};
const SIGN_INS = ["/user/session_signin", "/user/jwt_signin", "/api/token/", "/api/token/sliding/"];
const SIGN_UPS = ["/user/session_signup", "/user/jwt_signup"];
const cases = [...SIGN_INS, ...SIGN_UPS].flatMap((path) =>
  Object.entries(ENDINGS).map(([how, end]) => ({ path, how, end })),
);

test.each(cases)(
  "whenever the user of $path is $how, the answer is no fault of the server",
  async ({ path, end }) => {
    const outcomes: string[] = [];
    for (let call = 1; ; call += 1) {
      await server.sql`DELETE FROM auth_user`;
      if (SIGN_INS.includes(path)) await signUp(former, "somebody");
      interrupted.beforeCall(call, end);
      const json = { username: "somebody", password: PASSWORD };
      const { status, body } = await send(server, path, { json });
      outcomes.push(`${status} ${body?.code ?? ""}`);
      if (!interrupted.hasActed()) break;
    }
    // A call at least that finds or makes the user, and one that starts the session.
    expect(outcomes.length).toBeGreaterThan(2);
    expect(outcomes).toContain("401 no_active_account");
    const good = SIGN_INS.includes(path) ? "200 " : "201 ";
    expect(outcomes.at(-1)).toBe(good);
    expect(outcomes.filter((outcome) => ![good, "401 no_active_account"].includes(outcome))).toEqual([]);
  },
);

const USES = ["/user/jwt_refresh", "/user/jwt_signout", "/api/token/refresh/", "/api/token/blacklist/"];
const uses = USES.flatMap((path) => Object.entries(ENDINGS).map(([how, end]) => ({ path, how, end })));

test.each(uses)(
  "whenever the user of a token at $path is $how, the answer is no fault of the server",
  async (use) => {
    const statuses: number[] = [];
    for (let call = 1; ; call += 1) {
      await server.sql`DELETE FROM auth_user`;
      const { refresh } = tokensOf(await signUp(former, "somebody"));
      interrupted.beforeCall(call, use.end);
      statuses.push((await send(server, use.path, { json: { refresh } })).status);
      if (!interrupted.hasActed()) break;
    }
    expect(statuses.length).toBeGreaterThan(2);
    expect(statuses.filter((status) => ![200, 204, 401].includes(status))).toEqual([]);
  },
);
