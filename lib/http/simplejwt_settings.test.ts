import { afterEach, describe, expect, it, test } from "vitest";
import type { Environment } from "@/lib/settings/read";
import { type Answer, send } from "@/lib/testing/client";
import { TestClock } from "@/lib/testing/clock";
import { signUpForAll } from "@/lib/testing/http/token_endpoints";
import { meStatus, PASSWORD, signUpForTokens, tokensOf } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { claimsOf, remade } from "@/lib/testing/tokens";

const START = 1_800_000_000;

let server: TestServer;
async function start(environment: Environment): Promise<void> {
  server = await startTestServer(
    { AUTH_TOKEN_CLASSES: "AccessToken", ...environment },
    { clock: TestClock.frozen(START * 1000) },
  );
}
afterEach(() => server.close());

function me(token: string): Promise<Answer> {
  return send(server, "/user/me", { bearer: token });
}

function post(path: string, json: object): Promise<Answer> {
  return send(server, path, { json });
}

/** Status of GET /user/me at an instant. @param seconds since the epoch */
async function meStatusAt(seconds: number, token: string): Promise<number> {
  server.clock.setSeconds(seconds);
  return (await me(token)).status;
}

describe("LEEWAY counts to its fraction", () => {
  it.each([
    { LEEWAY: "0", leeway: 0 },
    { LEEWAY: "0.5", leeway: 0.5 },
    { LEEWAY: "1.25", leeway: 1.25 },
    { LEEWAY: "250ms", leeway: 0.25 },
  ])("$LEEWAY, at exp, iat and nbf", async ({ LEEWAY, leeway }) => {
    await start({ LEEWAY });
    const { access } = await signUpForAll(server);
    const { exp, iat } = claimsOf(access);
    expect(await meStatusAt(exp + leeway - 0.001, access)).toBe(200);
    expect(await meStatusAt(exp + leeway, access)).toBe(401);
    for (const claim of ["iat", "nbf"]) {
      const early = remade(server, access, { [claim]: iat + 100 });
      expect(await meStatusAt(iat + 100 - leeway, early)).toBe(200);
      expect(await meStatusAt(iat + 99.999 - leeway, early)).toBe(401);
    }
  });

  test("and is given to the end of a sliding token's refreshing, too", async () => {
    await start({ LEEWAY: "1.5", SLIDING_TOKEN_LIFETIME: "1h", SLIDING_TOKEN_REFRESH_LIFETIME: "10m" });
    const { sliding } = await signUpForAll(server);
    const end = Number(claimsOf(sliding).refresh_exp);
    const refreshAt = (seconds: number) => {
      server.clock.setSeconds(seconds);
      return post("/api/token/sliding/refresh", { token: sliding });
    };
    expect((await refreshAt(end + 1.499)).status).toBe(200);
    expect((await refreshAt(end + 1.5)).body?.detail).toBe("Token 'refresh_exp' claim has expired");
  });
});

describe("CHECK_REVOKE_TOKEN", () => {
  const changePassword = () => server.sql`UPDATE auth_user SET password = '!x' || password`;
  const restorePassword = () => server.sql`UPDATE auth_user SET password = substr(password, 3)`;

  it("blacklists at its refresh what the password has revoked, and the old password brings nothing back", async () => {
    await start({ CHECK_REVOKE_TOKEN: "true" });
    const { refresh, sliding } = await signUpForAll(server);
    await changePassword();
    for (const detail of ["The user's password has been changed.", "Token is blacklisted"]) {
      const answers = [
        await post("/api/token/refresh", { refresh }),
        await post("/user/jwt_refresh", { refresh }),
        await post("/api/token/sliding/refresh", { token: sliding }),
      ];
      expect(answers[0]).toMatchObject({ status: 401, body: { detail } });
      expect(answers[1]).toMatchObject({ status: 401, body: { detail: "Token is blacklisted" } });
      expect(answers[2]).toMatchObject({ status: 401, body: { detail } });
      await restorePassword();
    }
  });

  it("does the same to a token that another service made", async () => {
    await start({ CHECK_REVOKE_TOKEN: "true" });
    const { refresh } = await signUpForAll(server);
    const foreign = remade(server, refresh, { sid: undefined, jti: "d".repeat(32) });
    const without = remade(server, refresh, {
      sid: undefined,
      jti: "e".repeat(32),
      hash_password: undefined,
    });
    expect(await post("/api/token/refresh", { refresh: foreign })).toMatchObject({ status: 200 });
    await changePassword();
    for (const detail of ["The user's password has been changed.", "Token is blacklisted"]) {
      for (const token of [foreign, without])
        expect(await post("/api/token/refresh", { refresh: token })).toMatchObject({
          status: 401,
          body: { detail },
        });
    }
  });

  it("counts with the hash that a sign-in has just strengthened", async () => {
    await start({ CHECK_REVOKE_TOKEN: "true", PBKDF2_ITERATIONS: "1200" });
    const { access } = await signUpForTokens(server, "someone");
    const [former] = await server.sql<{ password: string }>`SELECT password FROM auth_user`;
    const stronger = await startTestServer(
      { CHECK_REVOKE_TOKEN: "true", PBKDF2_ITERATIONS: "1500" },
      { beside: server },
    );
    server.clock.advance(1);
    const later = await send(stronger, "/api/token", { json: { username: "someone", password: PASSWORD } });
    const { access: newer, refresh } = tokensOf(later);
    const [current] = await server.sql<{ password: string }>`SELECT password FROM auth_user`;
    expect(current).not.toEqual(former);
    expect(await meStatus(stronger, newer)).toBe(200);
    expect((await send(stronger, "/api/token/refresh", { json: { refresh } })).status).toBe(200);
    // As in simplejwt: the claim of tokens from before no longer fits.
    const { body } = await send(stronger, "/user/me", { bearer: access });
    expect(body?.code).toBe("password_changed");
    await stronger.close();
  });
});

describe("TOKEN_TYPE_CLAIM=none and JTI_CLAIM=none", () => {
  test("together leave tokens that name their user, their times and their sign-in, and work", async () => {
    await start({
      TOKEN_TYPE_CLAIM: "none",
      JTI_CLAIM: "none",
      ROTATE_REFRESH_TOKENS: "true",
      BLACKLIST_AFTER_ROTATION: "true",
    });
    const { access, refresh, sliding } = await signUpForAll(server);
    expect(Object.keys(claimsOf(refresh))).toEqual(["exp", "iat", "user_id", "sid"]);
    expect(Object.keys(claimsOf(access)).sort()).toEqual(["exp", "iat", "sid", "user_id"]);
    expect(Object.keys(claimsOf(sliding))).toEqual(["exp", "iat", "refresh_exp", "user_id", "sid"]);
    expect((await me(access)).status).toBe(200);
    expect(Object.keys((await post("/user/jwt_refresh", { refresh })).body ?? {})).toEqual(["access"]);
    expect((await post("/api/token/sliding/refresh", { token: sliding })).status).toBe(200);
    expect((await post("/api/token/verify", { token: refresh })).status).toBe(200);
    expect((await post("/api/token/blacklist", { refresh })).status).toBe(200);
    expect((await post("/user/jwt_signout", { refresh })).status).toBe(204);
    for (const token of [access, refresh]) expect((await me(token)).status).toBe(401);
    expect((await post("/user/jwt_refresh", { refresh })).status).toBe(401);
  });

  test("tokens of a peer that has both claims are taken, too", async () => {
    await start({ TOKEN_TYPE_CLAIM: "none", JTI_CLAIM: "none" });
    const { access } = await signUpForAll(server);
    for (const claims of [{ jti: "a", token_type: "access" }, { jti: 5 }, { token_type: 5 }]) {
      const { status } = await me(remade(server, access, { ...claims, sid: undefined }));
      // A jti that is there is text (RFC 7519, 4.1.7), as PyJWT has it.
      expect(status).toBe(claims.jti === 5 ? 401 : 200);
    }
  });
});

describe("AUDIENCE and ISSUER", () => {
  test("stand behind all other claims, as simplejwt's backend puts them", async () => {
    await start({ AUDIENCE: "web,app", ISSUER: "https://a.example" });
    const { access, refresh, sliding } = await signUpForAll(server);
    for (const token of [access, refresh, sliding])
      expect(Object.entries(claimsOf(token)).slice(-2)).toEqual([
        ["aud", ["web", "app"]],
        ["iss", "https://a.example"],
      ]);
    expect((await post("/user/jwt_refresh", { refresh })).status).toBe(200);
  });

  test("of a single audience is text, of several a list, of which any one is enough", async () => {
    await start({ AUDIENCE: "web", ISSUER: "https://a.example" });
    const { access } = await signUpForAll(server);
    const statusOf = async (changes: object) => (await me(remade(server, access, { ...changes }))).status;
    expect(claimsOf(access).aud).toBe("web");
    expect(await statusOf({ aud: ["tv", "web"] })).toBe(200);
    const refused = [
      { aud: undefined },
      { aud: null },
      { aud: [] },
      { aud: ["web", 5] },
      { aud: { web: 1 } },
      { aud: "WEB" },
      { iss: undefined },
      { iss: null },
      { iss: ["https://a.example"] },
      { iss: "https://a.example/" },
    ];
    for (const changes of refused) expect(await statusOf(changes), JSON.stringify(changes)).toBe(401);
  });
});
