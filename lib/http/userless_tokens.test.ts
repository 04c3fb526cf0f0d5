import { afterEach, expect, it, test } from "vitest";
import type { Environment } from "@/lib/settings/read";
import { send } from "@/lib/testing/client";
import { bringTo, signUpForAll, TOKEN_ENDPOINTS } from "@/lib/testing/http/token_endpoints";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { claimsOf, foreign, jtiOf, remade } from "@/lib/testing/tokens";

/*
 * Tokens that name no user, as a Django project gets them from RefreshToken() and SlidingToken(). What a real simplejwt
 * answers is in its serializers: where the claim is missing or empty they ask for no user.
 */

const ROTATING = { ROTATE_REFRESH_TOKENS: "true", BLACKLIST_AFTER_ROTATION: "true" };
const NO_USER = [undefined, null, "", 0] as const;
const OURS = ["/user/me", "/user/jwt_verify", "/user/jwt_refresh", "/user/jwt_signout"] as const;

let server: TestServer;
afterEach(() => server.close());

async function userless(environment: Environment, user_id: unknown) {
  server = await startTestServer({
    AUTH_TOKEN_CLASSES: "AccessToken,RefreshToken,SlidingToken",
    ...environment,
  });
  const { refresh, access, sliding } = await signUpForAll(server);
  const without = (token: string) => remade(server, foreign(server, token), { user_id });
  return { refresh: without(refresh), access: without(access), sliding: without(sliding) };
}

const post = (path: string, json: object) => send(server, path, { json });

test.each(NO_USER)("simplejwt's endpoints take one whose user is %j, and ours do not", async (user_id) => {
  const tokens = await userless({}, user_id);
  for (const token of Object.values(tokens)) {
    expect((await post("/api/token/verify/", { token })).status).toBe(200);
    for (const [status] of Object.values(await bringTo(server, token, OURS))) expect(status).toBe(401);
  }
  const refreshed = await post("/api/token/refresh/", { refresh: tokens.refresh });
  expect([refreshed.status, Object.keys(refreshed.body ?? {})]).toEqual([200, ["access"]]);
  expect(claimsOf(String(refreshed.body?.access)).user_id).toEqual(user_id);
  const slid = await post("/api/token/sliding/refresh/", { token: tokens.sliding });
  expect(jtiOf(String(slid.body?.token))).toBe(jtiOf(tokens.sliding));
});

test.each(NO_USER)("one whose user is %j can be blacklisted, once", async (user_id) => {
  const { refresh } = await userless({}, user_id);
  const statuses = [];
  for (const path of ["blacklist", "blacklist", "refresh"] as const)
    statuses.push((await post(`/api/token/${path}/`, { refresh })).status);
  expect(statuses).toEqual([200, 401, 401]);
  expect((await post("/api/token/verify/", { token: refresh })).status).toBe(400);
});

it("is rotated once, as simplejwt does, however many ask at once", async () => {
  const { refresh } = await userless({ ...ROTATING, CHECK_REVOKE_TOKEN: "true" }, undefined);
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => post("/api/token/refresh/", { refresh })),
  );
  const won = answers.filter(({ status }) => status === 200);
  expect(won).toHaveLength(1);
  const next = String(won[0]?.body?.refresh);
  expect(claimsOf(next)).not.toHaveProperty("sid");
  expect((await post("/api/token/refresh/", { refresh: next })).status).toBe(200);
  expect(await server.sql.count("latchkey_family")).toBe(2);
});

it("a user who is gone is not the same as none", async () => {
  const { refresh } = await userless({}, "99");
  const answer = await TOKEN_ENDPOINTS["/api/token/refresh/"](server, refresh);
  expect([answer.status, answer.body?.code]).toEqual([401, "no_active_account"]);
});

it.each([0.25, 0.999])(
  "a token whose times have the fraction %d is taken everywhere, and stored",
  async (fraction) => {
    server = await startTestServer(ROTATING);
    const { refresh, access, sliding } = await signUpForAll(server);
    const fractional = (token: string) => {
      const { iat, exp } = claimsOf(token);
      return remade(server, foreign(server, token), {
        iat: iat - 1 + fraction,
        exp: exp + fraction,
        nbf: iat - 1 + fraction,
      });
    };
    expect((await send(server, "/user/me", { bearer: fractional(access) })).status).toBe(200);
    expect((await post("/user/jwt_refresh", { refresh: fractional(refresh) })).status).toBe(200);
    expect((await post("/api/token/blacklist/", { refresh: fractional(refresh) })).status).toBe(200);
    expect((await post("/user/jwt_signout", { refresh: fractional(refresh) })).status).toBe(204);
    const end = Number(claimsOf(sliding).refresh_exp);
    const slides = remade(server, fractional(sliding), { refresh_exp: end + fraction, exp: end + 60 });
    server.clock.setSeconds(end + fraction - 0.01);
    expect((await post("/api/token/sliding/refresh/", { token: slides })).status).toBe(200);
    server.clock.setSeconds(end + fraction);
    expect((await post("/api/token/sliding/refresh/", { token: slides })).status).toBe(401);
  },
);
