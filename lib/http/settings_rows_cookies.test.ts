import { expect } from "vitest";
import { groups } from "@/lib/settings/definitions";
import { openBrowser } from "@/lib/testing/browser";
import { send } from "@/lib/testing/client";
import { PLAIN, sets, signUpBy } from "@/lib/testing/http/cookie_checks";
import { given, testRows, unset } from "@/lib/testing/http/setting_rows";
import { newName, PASSWORD, signUpForTokens } from "@/lib/testing/requests";
import type { Check } from "@/lib/testing/server";
import { claimsOf } from "@/lib/testing/tokens";

const IN_COOKIES = { AUTH_COOKIE: "t" };
const PRODUCTION = { DEBUG: "false" };

function tokenCookies(access: string, refresh: string): Check {
  return sets("jwt", { t: `max-age=300; ${access}`, t_refresh: `max-age=604800; ${refresh}` });
}

const plainCookies = tokenCookies(PLAIN, PLAIN);

function secureTokenCookies(): Check {
  return sets("jwt", {
    "__Host-t": "max-age=300; path=/; httponly; secure; samesite=Lax",
    "__Host-t_refresh": "max-age=604800; path=/; httponly; secure; samesite=Lax",
  });
}

/** Signing up, in, refreshing, verifying and out, by cookies alone; no body holds a token. */
function travelsIn(access: string, refresh: string): Check {
  return async (server) => {
    const browser = openBrowser(server);
    const json = { username: newName(), password: PASSWORD };
    const answers = [
      await browser.post("/user/jwt_signup", json),
      await browser.post("/user/jwt_signin", json),
    ];
    expect([...browser.cookies.keys()].sort()).toEqual([access, refresh].sort());
    const seen = [...browser.cookies.values()];
    answers.push(
      await browser.post("/user/jwt_refresh"),
      await browser.post("/user/jwt_verify"),
      await browser.get("/user/me"),
      await browser.post("/user/jwt_refresh", { refresh: browser.cookies.get(refresh) }),
    );
    seen.push(...browser.cookies.values());
    answers.push(await browser.post("/user/jwt_signout"));
    expect(answers.map(({ status }) => status)).toEqual([201, 200, 200, 200, 200, 200, 204]);
    for (const { text } of answers) {
      expect(text).not.toMatch(/access|refresh|eyJ/);
      for (const token of seen) expect(text).not.toContain(token.split(".")[2]);
    }
    expect(claimsOf(seen[0] ?? "")).toHaveProperty("token_type");
  };
}

testRows(groups["Token cookies"], {
  AUTH_COOKIE: [
    unset("tokens travel in bodies, and no cookie is set or read", async (server) => {
      const answer = await signUpBy(server, "jwt");
      expect([Object.keys(answer.body ?? {}), answer.setCookies]).toEqual([
        ["user", "refresh", "access"],
        [],
      ]);
      const { access, refresh } = await signUpForTokens(server);
      const headers = { Cookie: `null=${access}; access_token=${access}; null_refresh=${refresh}` };
      expect((await send(server, "/user/me", { headers })).status).toBe(401);
      const refreshed = await send(server, "/user/jwt_refresh", { json: {}, headers });
      expect([refreshed.status, refreshed.body]).toEqual([400, { refresh: ["This field is required."] }]);
    }),
    given("access_token", "tokens travel in cookies only", travelsIn("access_token", "access_token_refresh")),
    given("t", "under that name", travelsIn("t", "t_refresh")),
    given("access_token", "rotated tokens, too", travelsIn("access_token", "access_token_refresh"), {
      ROTATE_REFRESH_TOKENS: "true",
      BLACKLIST_AFTER_ROTATION: "true",
    }),
  ],
  AUTH_COOKIE_REFRESH: [
    unset("the access cookie's name and _refresh", travelsIn("t", "t_refresh"), IN_COOKIES),
    given("r", "that name", travelsIn("t", "r"), IN_COOKIES),
  ],
  AUTH_COOKIE_HTTP_ONLY: [
    unset("scripts cannot read them", plainCookies, IN_COOKIES),
    given("false", "scripts can", tokenCookies("path=/; samesite=Lax", "path=/; samesite=Lax"), IN_COOKIES),
  ],
  AUTH_COOKIE_DOMAIN: [
    unset("our own host", plainCookies, IN_COOKIES),
    given(
      "example.com",
      "the access cookie is sent to all of that domain, the refresh cookie to us alone",
      sets("jwt", {
        "__Secure-t": "max-age=300; path=/; domain=example.com; httponly; secure; samesite=Lax",
        "__Host-t_refresh": "max-age=604800; path=/; httponly; secure; samesite=Lax",
      }),
      { ...IN_COOKIES, ...PRODUCTION, APP_ORIGIN: "https://auth.example.com" },
    ),
    given(
      "example.com",
      "that of our own pages, too",
      async (server) => {
        const browser = openBrowser(server);
        await browser.form("/user/jwt_signup", { username: newName(), password: PASSWORD });
        expect([...browser.cookies.keys()]).toEqual(["__Secure-latchkey_access", "__Host-latchkey_refresh"]);
      },
      { ...PRODUCTION, APP_ORIGIN: "https://example.com" },
    ),
  ],
  AUTH_COOKIE_PATH: [
    unset("every path", plainCookies, IN_COOKIES),
    given(
      "/app",
      "that path, the refresh cookie /",
      tokenCookies("path=/app; httponly; samesite=Lax", "path=/; httponly; samesite=Lax"),
      IN_COOKIES,
    ),
  ],
  AUTH_COOKIE_SAMESITE: [
    unset("Lax", plainCookies, IN_COOKIES),
    given(
      "Strict",
      "Strict",
      tokenCookies("path=/; httponly; samesite=Strict", "path=/; httponly; samesite=Strict"),
      IN_COOKIES,
    ),
    given(
      "None",
      "None, where Secure",
      sets("jwt", {
        "__Host-t": "max-age=300; path=/; httponly; secure; samesite=None",
        "__Host-t_refresh": "max-age=604800; path=/; httponly; secure; samesite=None",
      }),
      { ...IN_COOKIES, AUTH_COOKIE_SECURE: "true" },
    ),
  ],
  AUTH_COOKIE_SECURE: [
    unset("not Secure in development", plainCookies, IN_COOKIES),
    unset("Secure and prefixed in production", secureTokenCookies(), { ...IN_COOKIES, ...PRODUCTION }),
    given("true", "Secure and prefixed", secureTokenCookies(), IN_COOKIES),
    given("false", "not Secure in production either", plainCookies, { ...IN_COOKIES, ...PRODUCTION }),
  ],
});
