import { afterAll, expect } from "vitest";
import { groups } from "@/lib/settings/definitions";
import { send } from "@/lib/testing/client";
import { given, testRows, unset } from "@/lib/testing/http/setting_rows";
import { refreshEndIn, refreshesFor, slidesFor } from "@/lib/testing/http/sliding_checks";
import {
  diesWithPassword,
  endsAfter,
  graceOf,
  hasNoClaim,
  identifierIs,
  inactiveUser,
  lastLogin,
  livesFor,
  readsFrom,
  secretOf,
  signsWith,
  survivesPassword,
  takesClaims,
  takesClasses,
  takesIssuer,
  toleratesClocks,
  verifiesFormer,
  writesClaim,
} from "@/lib/testing/http/token_checks";
import { startRemoteIssuer } from "@/lib/testing/jwt/remote_issuer";
import { ecPair, ed25519Pair, type PemPair, rsaPair } from "@/lib/testing/keys";
import {
  meStatus,
  newName,
  refreshForTokens,
  refreshStatus,
  signInForTokens,
  signUpForTokens,
} from "@/lib/testing/requests";
import { claimsOf, signHs256 } from "@/lib/testing/tokens";

const DAY = 86_400;
const ROTATING = { ROTATE_REFRESH_TOKENS: "true" };
const ROTATING_ONCE = { ...ROTATING, BLACKLIST_AFTER_ROTATION: "true" };
const ACCESS_ONLY = { AUTH_TOKEN_CLASSES: "AccessToken" };
const SLIDING = { AUTH_TOKEN_CLASSES: "SlidingToken" };
const REVOKING = { CHECK_REVOKE_TOKEN: "true" };
const OTHER_SECRET = "another-secret-that-is-long-enough-to-sign-with";

const [former, current] = [ecPair("P-256"), ecPair("P-256")];
const CURRENT = { ALGORITHM: "ES256", SIGNING_KEY: current.privateKey };
const issuer = await startRemoteIssuer();
issuer.addKey("theirs");
afterAll(() => issuer.close());

function keyPair(algorithm: string, { privateKey, publicKey }: PemPair) {
  return given(
    algorithm,
    "the key pair's",
    signsWith(algorithm, () => publicKey),
    { SIGNING_KEY: privateKey },
  );
}

testRows(groups["Tokens (SIMPLE_JWT)"], {
  ACCESS_TOKEN_LIFETIME: [
    unset("good at 299 s, dead at 300 s", livesFor("access", 300)),
    given("3m", "good at 179 s, dead at 180 s", livesFor("access", 180)),
  ],
  REFRESH_TOKEN_LIFETIME: [
    unset("good at 604,799 s, dead at 604,800 s", livesFor("refresh", 604_800)),
    given("1d", "good at 86,399 s, dead at 86,400 s", livesFor("refresh", 86_400)),
  ],
  REFRESH_ABSOLUTE_LIFETIME: [
    unset(
      "refreshed again and again, a sign-in ends after 30 days",
      endsAfter(30 * DAY, 7 * DAY),
      ROTATING_ONCE,
    ),
    unset("not before a refresh token that is set to live longer", endsAfter(60 * DAY, 60 * DAY), {
      ...ROTATING_ONCE,
      REFRESH_TOKEN_LIFETIME: "60d",
    }),
    given("10d", "after 10 days", endsAfter(10 * DAY, 7 * DAY), ROTATING_ONCE),
    given("10d", "after 10 days, rotated without a blacklist", endsAfter(10 * DAY, 7 * DAY), ROTATING),
    given("2d", "a first refresh token lives no longer either", livesFor("refresh", 2 * DAY)),
    given("1m", "nor does a first access token", livesFor("access", 60)),
    given(
      "none",
      "it is renewed for ever",
      async (server) => {
        let { refresh } = await signUpForTokens(server);
        for (let renewed = 0; renewed < 10; renewed += 1) {
          server.clock.setSeconds(claimsOf(refresh).exp - 1);
          refresh = (await refreshForTokens(server, refresh)).refresh;
        }
      },
      ROTATING_ONCE,
    ),
  ],
  ROTATE_REFRESH_TOKENS: [
    unset("a refresh answers with an access token only", async (server) => {
      const { refresh } = await signUpForTokens(server);
      const { body } = await send(server, "/user/jwt_refresh", { json: { refresh } });
      expect(Object.keys(body ?? {})).toEqual(["access"]);
    }),
    given(
      "true",
      "a refresh answers with a new refresh token too, good for its full time",
      async (server) => {
        const { refresh } = await signUpForTokens(server);
        const { iat, exp } = claimsOf(refresh);
        server.clock.setSeconds(exp - 1);
        const successor = (await refreshForTokens(server, refresh)).refresh;
        expect(claimsOf(successor)).toMatchObject({ iat: exp - 1, exp: exp - 1 + (exp - iat) });
        server.clock.setSeconds(exp);
        expect([await refreshStatus(server, refresh), await refreshStatus(server, successor)]).toEqual([
          401, 200,
        ]);
      },
    ),
  ],
  BLACKLIST_AFTER_ROTATION: [
    unset(
      "a rotated token stays good",
      async (server) => {
        const { refresh } = await signUpForTokens(server);
        const successor = (await refreshForTokens(server, refresh)).refresh;
        server.clock.setSeconds(claimsOf(refresh).exp - 1);
        for (const token of [refresh, successor]) expect(await refreshStatus(server, token)).toBe(200);
      },
      ROTATING,
    ),
    given(
      "true",
      "a rotated token is dead",
      async (server) => {
        const { refresh } = await signUpForTokens(server);
        await refreshForTokens(server, refresh);
        server.clock.setSeconds(claimsOf(refresh).iat + 60);
        const answer = await send(server, "/user/jwt_refresh", { json: { refresh } });
        expect(answer.body).toEqual({ detail: "Token is blacklisted", code: "token_not_valid" });
      },
      ROTATING,
    ),
  ],
  REFRESH_GRACE_PERIOD: [
    unset("the same successor within 10 s, the end of all at 10 s", graceOf(10), ROTATING_ONCE),
    given("1m", "the same successor within 60 s, the end of all at 60 s", graceOf(60), ROTATING_ONCE),
    given(
      "0",
      "a rotated token that comes again ends all at once",
      async (server) => {
        const { refresh } = await signUpForTokens(server);
        const successor = (await refreshForTokens(server, refresh)).refresh;
        for (const token of [refresh, successor]) expect(await refreshStatus(server, token)).toBe(401);
      },
      ROTATING_ONCE,
    ),
    given(
      "1s",
      "counts from the rotation, not from the whole second before it",
      async (server) => {
        const { refresh } = await signUpForTokens(server);
        server.clock.setSeconds(claimsOf(refresh).iat + 5.7);
        const successor = (await refreshForTokens(server, refresh)).refresh;
        server.clock.setSeconds(claimsOf(refresh).iat + 6);
        expect((await refreshForTokens(server, refresh)).refresh).toBe(successor);
      },
      ROTATING_ONCE,
    ),
  ],
  UPDATE_LAST_LOGIN: [
    unset("a sign-in is written down", async (server) => {
      const { access } = await signUpForTokens(server);
      expect(Math.floor(Number(await lastLogin(server)) / 1000)).toBe(claimsOf(access).iat);
    }),
    given("false", "a sign-in leaves no trace", async (server) => {
      const username = newName();
      await signUpForTokens(server, username);
      await signInForTokens(server, username);
      expect(await lastLogin(server)).toBeNull();
    }),
  ],
  ALGORITHM: [
    unset("HMAC with SHA-256", signsWith("HS256", secretOf)),
    given("HS384", "HMAC with SHA-384", signsWith("HS384", secretOf)),
    given("HS512", "HMAC with SHA-512", signsWith("HS512", secretOf)),
    keyPair("RS256", rsaPair()),
    keyPair("PS256", rsaPair()),
    keyPair("ES256", current),
    keyPair("ES384", ecPair("P-384")),
    keyPair("ES512", ecPair("P-521")),
    keyPair("EdDSA", ed25519Pair()),
  ],
  SIGNING_KEY: [
    unset("the secret key signs", signsWith("HS256", secretOf)),
    given(OTHER_SECRET, "it signs, and the secret key does not", async (server) => {
      await signsWith("HS256", () => OTHER_SECRET)(server);
      const { access } = await signUpForTokens(server);
      expect(await meStatus(server, signHs256(claimsOf(access), secretOf(server)))).toBe(401);
    }),
  ],
  VERIFYING_KEY: [
    unset("the public half of SIGNING_KEY, and no other key", verifiesFormer(former, [401, 401]), CURRENT),
    given(
      `${current.publicKey}${former.publicKey}`,
      "tokens made with a former key stay good while keys change",
      verifiesFormer(former, [200, 200]),
      CURRENT,
    ),
  ],
  JWK_URL: [
    unset("tokens of another issuer are refused", takesIssuer(issuer, 401), CURRENT),
    given(issuer.url, "tokens of that issuer are taken beside our own", takesIssuer(issuer, 200), CURRENT),
  ],
  AUDIENCE: [
    unset("written nowhere, asked of nobody", async (server) => {
      await hasNoClaim("aud")(server);
      await takesClaims([[{ aud: "anyone" }, 200]])(server);
    }),
    given("web", "written, and asked of every token", async (server) => {
      await writesClaim("aud", () => "web", "Token is invalid")(server);
      await takesClaims([
        [{ aud: ["app", "web"] }, 200],
        [{ aud: "app" }, 401],
        [{ aud: "web2" }, 401],
        [{ aud: [] }, 401],
      ])(server);
    }),
    given("web,app", "several are an array, of which one is enough", async (server) => {
      await writesClaim("aud", () => ["web", "app"], "Token is invalid")(server);
      await takesClaims([
        [{ aud: "app" }, 200],
        [{ aud: "tv" }, 401],
      ])(server);
    }),
  ],
  ISSUER: [
    unset("written nowhere, asked of nobody", async (server) => {
      await hasNoClaim("iss")(server);
      await takesClaims([[{ iss: "anyone" }, 200]])(server);
    }),
    given("https://a.example", "written, and asked of every token", async (server) => {
      await writesClaim("iss", () => "https://a.example", "Token is invalid")(server);
      await takesClaims([[{ iss: "https://a.example/" }, 401]])(server);
    }),
  ],
  LEEWAY: [
    unset("none at iat, nbf and exp", toleratesClocks(0)),
    given("30s", "30 s at iat, nbf and exp", toleratesClocks(30)),
  ],
  AUTH_HEADER_TYPES: [
    unset("Bearer, in these letters", async (server) => {
      await readsFrom({ Authorization: "Bearer" }, { authorization: "bearer", Authorization: "JWT" })(server);
      expect((await send(server, "/user/me")).headers["www-authenticate"]).toBe('Bearer realm="api"');
    }),
    given("JWT,Token", "both, and Bearer no more", async (server) => {
      await readsFrom({ Authorization: "JWT", authorization: "Token" }, { authorization: "Bearer" })(server);
      expect((await send(server, "/user/me")).headers["www-authenticate"]).toBe('JWT realm="api"');
    }),
  ],
  AUTH_HEADER_NAME: [
    unset("Authorization", readsFrom({ authorization: "Bearer" }, { "x-access-token": "Bearer" })),
    given(
      "X-Access-Token",
      "that header only",
      readsFrom({ "x-access-token": "Bearer" }, { authorization: "Bearer" }),
    ),
    given(
      "HTTP_X_ACCESS_TOKEN",
      "the same in Django's spelling",
      readsFrom({ "x-access-token": "Bearer" }, { authorization: "Bearer" }),
    ),
  ],
  USER_ID_FIELD: [
    unset("the id, as a string; an integer is taken, too", async (server) => {
      await takesClaims([
        [{ user_id: "1" }, 200],
        [{ user_id: 1 }, 200],
        [{ user_id: 1.5 }, 401],
        [{ user_id: "someone1" }, 401],
        [{ user_id: "99" }, 401],
        [{ user_id: ["1"] }, 401],
        [{ user_id: null }, 401],
      ])(server);
      await writesClaim("user_id", () => "2")(server);
    }),
    given("username", "the name", async (server) => {
      await writesClaim("user_id", (username) => username)(server);
      await takesClaims([
        [{ user_id: "1" }, 401],
        [{ user_id: "nobody" }, 401],
      ])(server);
    }),
  ],
  USER_ID_CLAIM: [
    unset("user_id", async (server) => {
      await writesClaim("user_id", () => "1", "Token contained no recognizable user identification")(server);
      await hasNoClaim("sub")(server);
    }),
    given("sub", "the claim of that name, and no other", async (server) => {
      await writesClaim("sub", () => "1", "Token contained no recognizable user identification")(server);
      await hasNoClaim("user_id")(server);
    }),
  ],
  TOKEN_CLAIMS: [
    unset("simplejwt's claims alone", async (server) => {
      expect(Object.keys(claimsOf((await signUpForTokens(server)).access)).sort()).toEqual(
        ["exp", "iat", "jti", "sid", "token_type", "user_id"].sort(),
      );
    }),
    given(
      "staff:is_staff,name:username",
      "and those of the row",
      async (server) => {
        const username = newName();
        const { access, refresh } = await signUpForTokens(server, username);
        const expected = { staff: false, name: username };
        expect(claimsOf(access)).toMatchObject(expected);
        expect(claimsOf((await refreshForTokens(server, refresh)).access)).toMatchObject(expected);
      },
      ROTATING,
    ),
  ],
  AUTH_TOKEN_CLASSES: [
    unset("a refresh token is taken, too", takesClasses({ access: 200, refresh: 200 })),
    given("AccessToken", "a refresh token is refused", async (server) => {
      await takesClasses({ access: 200, refresh: 401 })(server);
      const { refresh } = await signUpForTokens(server);
      const { body } = await send(server, "/user/me", { bearer: refresh });
      expect(body?.messages).toEqual([
        { token_class: "AccessToken", token_type: "access", message: "Token has wrong type" },
      ]);
    }),
    given("RefreshToken", "an access token is refused", takesClasses({ access: 401, refresh: 200 })),
  ],
  TOKEN_TYPE_CLAIM: [
    unset(
      "token_type is written and checked",
      async (server) => {
        await takesClaims([
          [{ token_type: "access" }, 200],
          [{ token_type: "refresh" }, 401],
          [{ token_type: undefined }, 401],
        ])(server);
      },
      ACCESS_ONLY,
    ),
    given(
      "kind",
      "kind is written and checked, token_type is not",
      async (server) => {
        await hasNoClaim("token_type")(server);
        await takesClaims([
          [{ kind: "access" }, 200],
          [{ kind: "refresh" }, 401],
          [{ kind: undefined, token_type: "access" }, 401],
        ])(server);
      },
      ACCESS_ONLY,
    ),
    given(
      "none",
      "no type is written, any token is of any type",
      async (server) => {
        await hasNoClaim("token_type")(server);
        await takesClasses({ access: 200, refresh: 200 })(server);
        expect(await refreshStatus(server, (await signUpForTokens(server)).access)).toBe(200);
      },
      ACCESS_ONLY,
    ),
  ],
  JTI_CLAIM: [
    unset("jti is written, asked for and remembered", identifierIs("jti")),
    given("id", "id is written, asked for and remembered", identifierIs("id")),
    given(
      "none",
      "no identifier is written, and none remembered",
      async (server) => {
        await hasNoClaim("jti")(server);
        const { refresh } = await signUpForTokens(server);
        const { body } = await send(server, "/user/jwt_refresh", { json: { refresh } });
        expect(Object.keys(body ?? {})).toEqual(["access"]);
        expect(await server.sql.count("latchkey_token")).toBe(0);
        expect((await send(server, "/user/jwt_signout", { json: { refresh } })).status).toBe(204);
        expect(await refreshStatus(server, refresh)).toBe(401);
      },
      ROTATING_ONCE,
    ),
  ],
  SLIDING_TOKEN_LIFETIME: [
    unset("good at 299 s, dead at 300 s", slidesFor(300), SLIDING),
    given("10m", "good at 599 s, dead at 600 s", slidesFor(600), SLIDING),
  ],
  SLIDING_TOKEN_REFRESH_LIFETIME: [
    unset("refreshes at 86,399 s, no more at 86,400 s", refreshesFor(86_400), {
      SLIDING_TOKEN_LIFETIME: "30d",
    }),
    given("1h", "refreshes at 3,599 s, no more at 3,600 s", refreshesFor(3600), {
      SLIDING_TOKEN_LIFETIME: "30d",
    }),
  ],
  SLIDING_TOKEN_REFRESH_EXP_CLAIM: [
    unset("refresh_exp holds the end of refreshing", refreshEndIn("refresh_exp")),
    given("until", "the claim of that name holds it", refreshEndIn("until")),
  ],
  CHECK_REVOKE_TOKEN: [
    unset("a foreign token outlives a change of password", survivesPassword),
    given("true", "it dies with the password", diesWithPassword("hash_password")),
  ],
  REVOKE_TOKEN_CLAIM: [
    unset("hash_password", diesWithPassword("hash_password"), REVOKING),
    given("pw", "the claim of that name", diesWithPassword("pw"), REVOKING),
  ],
  CHECK_USER_IS_ACTIVE: [
    unset("a user who is not active is refused everywhere", inactiveUser([401, 401, 401])),
    given("false", "only signing in refuses them", inactiveUser([200, 200, 401])),
  ],
});
