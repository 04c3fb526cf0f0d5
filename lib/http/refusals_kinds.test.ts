import { afterEach, describe, expect, it, test } from "vitest";
import type { Environment } from "@/lib/settings/read";
import { signUpForSession } from "@/lib/testing/browser";
import {
  bringTo,
  signUpForAll,
  TOKEN_ENDPOINTS,
  type TokenEndpoint,
} from "@/lib/testing/http/token_endpoints";
import { ecdsa, forge, hmac, twinSignature, withSignature } from "@/lib/testing/jwt/forge";
import { ecPair } from "@/lib/testing/keys";
import { signUpForTokens, type Tokens } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { claimsOf, headerOf } from "@/lib/testing/tokens";

const EVERYWHERE = Object.keys(TOKEN_ENDPOINTS) as TokenEndpoint[];

let server: TestServer;
async function start(environment: Environment = {}): Promise<void> {
  server = await startTestServer({ AUTH_TOKEN_CLASSES: "AccessToken", ...environment });
}
afterEach(() => server.close());

describe("each kind of token opens its own endpoints only", () => {
  const REFUSED = [401, "token_not_valid"];
  const GOOD = [200, null];
  const REFRESHING = ["/user/jwt_refresh", "/api/token/refresh/"] as const;
  const ENDING = ["/api/token/blacklist/", "/user/jwt_signout"] as const;

  /** Where the endpoints of access tokens are those that AUTH_TOKEN_CLASSES names. */
  it.each([
    { classes: "AccessToken", opens: ["access"] },
    { classes: "AccessToken,RefreshToken", opens: ["access", "refresh"] },
    { classes: "SlidingToken", opens: ["sliding"] },
  ])("AUTH_TOKEN_CLASSES=$classes", async ({ classes, opens }) => {
    await start({ AUTH_TOKEN_CLASSES: classes });
    const tokens = await signUpForAll(server);
    for (const kind of ["access", "refresh", "sliding"] as const) {
      const protectedEndpoint = opens.includes(kind) ? GOOD : REFUSED;
      const refreshing = kind === "refresh" ? GOOD : REFUSED;
      expect(
        await bringTo(
          server,
          tokens[kind],
          EVERYWHERE.filter((endpoint) => !isEnding(endpoint)),
        ),
        kind,
      ).toEqual({
        "/user/me": protectedEndpoint,
        "/user/jwt_verify": protectedEndpoint,
        "/user/jwt_refresh": refreshing,
        "/api/token/refresh/": refreshing,
        "/api/token/verify/": GOOD,
        "/api/token/sliding/refresh/": kind === "sliding" ? GOOD : REFUSED,
      });
    }
    for (const kind of ["access", "sliding"] as const) {
      for (const answer of Object.values(await bringTo(server, tokens[kind], ENDING)))
        expect(answer).toEqual(REFUSED);
    }
    expect((await TOKEN_ENDPOINTS["/user/jwt_signout"](server, tokens.refresh)).status).toBe(204);
  });

  function isEnding(endpoint: TokenEndpoint): boolean {
    return (ENDING as readonly TokenEndpoint[]).includes(endpoint);
  }

  test("tokens of no kind, or of another one, open none but that for any kind", async () => {
    await start({ AUTH_TOKEN_CLASSES: "AccessToken,RefreshToken,SlidingToken" });
    const { access } = await signUpForAll(server);
    for (const token_type of ["untyped", "reset", "ACCESS", "", null, ["access"], undefined]) {
      const claims = { ...claimsOf(access), token_type };
      const token = forge({ alg: "HS256" }, claims, hmac(server.settings.jwt.signingKey));
      const answers = await bringTo(server, token, EVERYWHERE);
      for (const [endpoint, answer] of Object.entries(answers))
        expect(answer, `${token_type} at ${endpoint}`).toEqual(
          endpoint === "/api/token/verify/" ? GOOD : REFUSED,
        );
    }
  });

  test("a session's seal opens none", async () => {
    await start();
    const seal = (await signUpForSession(server)).cookies.get("sessionid") ?? "";
    expect(seal).toMatch(/^Fe26/);
    for (const answer of Object.values(await bringTo(server, seal, EVERYWHERE)))
      expect(answer).toEqual(REFUSED);
  });

  test("where kinds are not told apart, a blacklisted refresh token opens none", async () => {
    await start({ TOKEN_TYPE_CLAIM: "none" });
    const { refresh } = await signUpForTokens(server);
    expect((await TOKEN_ENDPOINTS["/user/me"](server, refresh)).status).toBe(200);
    expect((await TOKEN_ENDPOINTS["/api/token/blacklist/"](server, refresh)).status).toBe(200);
    const answers = await bringTo(server, refresh, ["/user/me", "/user/jwt_verify", ...REFRESHING]);
    for (const answer of Object.values(answers)) expect(answer).toEqual(REFUSED);
    expect((await TOKEN_ENDPOINTS["/api/token/verify/"](server, refresh)).status).toBe(400);
  });
});

describe("tokens of a user who is gone or disabled open no endpoint", () => {
  it.each([
    { what: "gone", statement: "DELETE FROM auth_user", code: "user_not_found" },
    { what: "disabled", statement: "UPDATE auth_user SET is_active = false", code: "user_inactive" },
  ])("$what", async ({ statement, code }) => {
    await start({ AUTH_TOKEN_CLASSES: "AccessToken,RefreshToken,SlidingToken" });
    const { access, refresh, sliding } = await signUpForAll(server);
    await server.sql.query(statement);
    const anyKind = ["/user/me", "/user/jwt_verify", "/api/token/verify/"] as const;
    for (const token of [access, refresh, sliding]) {
      for (const answer of Object.values(await bringTo(server, token, anyKind)))
        expect(answer).toEqual([401, code]);
    }
    const refreshing = {
      ...(await bringTo(server, refresh, ["/user/jwt_refresh", "/api/token/refresh/"])),
      ...(await bringTo(server, sliding, ["/api/token/sliding/refresh/"])),
    };
    for (const answer of Object.values(refreshing)) expect(answer).toEqual([401, "no_active_account"]);
  });
});

describe("no spelling of a blacklisted token is another token", () => {
  const OPEN = ["/user/jwt_refresh", "/api/token/refresh/", "/user/me"] as const;
  const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  function spellings(token: string): string[] {
    return [
      ...[...ALPHABET].map((last) => token.slice(0, -1) + last),
      ...["=", "==", "===", "%3D", "\n", " ", "."].map((end) => token + end),
      token.replaceAll("-", "+").replaceAll("_", "/"),
      token.replace(".", "=."),
    ];
  }

  async function expectDead(tokens: readonly string[]): Promise<void> {
    for (const token of tokens) {
      for (const endpoint of OPEN) {
        // Node sends no line ends in a header.
        if (endpoint === "/user/me" && token.includes("\n")) continue;
        expect((await TOKEN_ENDPOINTS[endpoint](server, token)).status, token.slice(-6)).toBe(401);
      }
      expect((await TOKEN_ENDPOINTS["/api/token/verify/"](server, token)).status).toBeOneOf([400, 401]);
    }
  }

  it("by HMAC", async () => {
    await start({ AUTH_TOKEN_CLASSES: "AccessToken,RefreshToken" });
    const { refresh } = await signUpForTokens(server);
    expect((await TOKEN_ENDPOINTS["/user/me"](server, `${refresh}=`)).status).toBe(200);
    expect((await TOKEN_ENDPOINTS["/api/token/blacklist/"](server, refresh)).status).toBe(200);
    await expectDead(spellings(refresh));
    expect(await TOKEN_ENDPOINTS["/api/token/blacklist/"](server, `${refresh}=`)).toMatchObject({
      status: 401,
    });
    expect(await server.sql.count("latchkey_token")).toBe(1);
  });

  it("by an elliptic curve, which has two signatures for everything", async () => {
    const { privateKey } = ecPair("P-256");
    await start({
      ALGORITHM: "ES256",
      SIGNING_KEY: privateKey,
      AUTH_TOKEN_CLASSES: "AccessToken,RefreshToken",
    });
    const { refresh } = await signUpForTokens(server);
    const twin = withSignature(refresh, twinSignature);
    const resigned = forge(headerOf(refresh), claimsOf(refresh), ecdsa(privateKey));
    expect(new Set([refresh, twin, resigned]).size).toBe(3);
    for (const token of [refresh, twin, resigned])
      expect((await TOKEN_ENDPOINTS["/user/me"](server, token)).status).toBe(200);
    expect((await TOKEN_ENDPOINTS["/api/token/blacklist/"](server, twin)).status).toBe(200);
    await expectDead([refresh, twin, resigned, ...spellings(twin)]);
  });

  it("after its sign-in has ended, whatever the clock says", async () => {
    await start({ ROTATE_REFRESH_TOKENS: "true", BLACKLIST_AFTER_ROTATION: "true" });
    const first = await signUpForTokens(server);
    const answer = await TOKEN_ENDPOINTS["/user/jwt_refresh"](server, first.refresh);
    const second = answer.body as unknown as Tokens;
    expect((await TOKEN_ENDPOINTS["/user/jwt_signout"](server, second.refresh)).status).toBe(204);
    for (const seconds of [-1, 1, -60, 60, -3600, 3600, -7 * 86_400, 6 * 86_400]) {
      server.clock.advance(seconds);
      await expectDead([first.access, first.refresh, second.access, second.refresh, `${second.refresh}=`]);
      server.clock.advance(-seconds);
    }
  });
});
