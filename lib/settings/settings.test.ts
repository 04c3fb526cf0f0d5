import { describe, expect, it, test } from "vitest";
import { problemsOf, SECRET, secretOf, settingsOf } from "@/lib/testing/settings";
import { cookieDomain, origin, originPattern } from "./address_readers";
import { boolean, duration, integer, listOf, oneOf, orNone, text } from "./readers";

describe("readers", () => {
  it.each([
    ["90", 90],
    ["0", 0],
    ["2.5", 2.5],
    ["3m", 180],
    ["1h30m", 5400],
    ["7d", 604_800],
    ["2w", 1_209_600],
    ["250ms", 0.25],
    ["1d2h3m4s", 93_784],
  ])("the duration %s is %d seconds", (given, seconds) => {
    expect(duration(0)(given)).toBeCloseTo(seconds, 6);
  });

  it.each([
    "",
    "m",
    "3 m",
    "-5",
    "+5",
    "5y",
    "1e3",
    "0x10",
    "3m ago",
    "m3",
    "3m,4s",
    "NaN",
    "Infinity",
    "٣m",
    "10M",
  ])("%j is no duration", (given) => {
    expect(() => duration(0)(given)).toThrow("must be a duration such as 90, 3m, 12h or 7d");
  });

  test("a duration has a least and a most", () => {
    expect(() => duration(1)("999ms")).toThrow("must be at least 1s");
    expect(duration(1)("1s")).toBe(1);
    expect(duration(1)("3650d")).toBe(315_360_000);
    expect(() => duration(1)("3651d")).toThrow("must be at most 3650d");
  });

  it.each([
    ["a,b", ["a", "b"]],
    [" a , b ,", ["a", "b"]],
    [",,", []],
    ["none", []],
    ["None", []],
    ["none,a", ["none", "a"]],
  ])("the list %j", (given, words) => {
    expect(listOf(text)(given)).toEqual(words);
  });

  test("none is Django's None, in any case of letters", () => {
    const read = orNone(text);
    expect([read("none"), read("NONE"), read("nobody")]).toEqual([null, null, "nobody"]);
  });

  it.each([
    ["true", true],
    ["TRUE", true],
    ["yes", true],
    ["on", true],
    ["1", true],
    ["false", false],
    ["False", false],
    ["no", false],
    ["off", false],
    ["0", false],
  ])("the boolean %s is %s", (given, value) => {
    expect(boolean(given)).toBe(value);
  });

  it.each(["", "2", "truthy", "t", "enabled", " true"])("%j is no boolean", (given) => {
    expect(() => boolean(given)).toThrow("must be true or false");
  });

  it.each(["-1", "1.5", "1e3", "0x1f", "", "65536", "99999999999999999999"])("%j is no port", (given) => {
    expect(() => integer(0, 65_535)(given)).toThrow("must be a whole number from 0 to 65535");
  });

  test("a word of a closed list may be written in any case of letters, and is kept in its own", () => {
    expect(oneOf(["Lax", "Strict"])("STRICT")).toBe("Strict");
    expect(() => oneOf(["Lax", "Strict"])("loose")).toThrow("must be one of Lax, Strict");
  });

  it.each([
    ["https://a.example", "https://a.example"],
    ["https://A.example/", "https://a.example"],
    ["https://a.example:443", "https://a.example"],
    ["http://a.example:8443", "http://a.example:8443"],
  ])("the origin %s is what browsers write: %s", (given, written) => {
    expect(origin(given)).toBe(written);
  });

  it.each([
    "a.example",
    "null",
    "*",
    "ftp://a.example",
    "https://a.example/app",
    "https://a.example?x",
    "https://a.example#x",
    "https://me@a.example",
  ])("%s is no origin", (given) => {
    expect(() => origin(given)).toThrow(/^must (be an|name each) origin/);
    expect(() => originPattern(given)).toThrow();
  });

  it.each([
    ["https://*.Example.com/", "https://*.example.com"],
    ["https://*.example.com:443", "https://*.example.com"],
    ["https://*.bücher.example", "https://*.xn--bcher-kva.example"],
  ])("the pattern of origins %s", (given, written) => {
    expect(originPattern(given)).toBe(written);
    expect(() => origin(given)).toThrow("must name each origin in full");
  });

  it.each([
    "https://*",
    "https://*example.com",
    "https://a.*.com",
    "https://*.*.com",
    "https://a*.example.com",
  ])("%s is no pattern of origins: it would never match", (given) => {
    expect(() => originPattern(given)).toThrow("takes * in the place of subdomains only");
  });
});

describe("unset variables", () => {
  test("an empty or blank variable counts as unset", () => {
    const blank = settingsOf({ ACCESS_TOKEN_LIFETIME: "", AUTH_COOKIE: "  ", SIGNING_KEY: "", PORT: "\t" });
    expect(blank).toEqual(settingsOf());
    expect(blank.jwt.accessLifetime).toBe(300);
    expect(blank.jwt.signingKey).toBe(SECRET);
    expect(problemsOf({ SECRET_KEY: "" })).toEqual(problemsOf({ SECRET_KEY: undefined }));
  });

  test("variables that are no settings are ignored", () => {
    expect(settingsOf({ PATH: "/bin", ACCESS_TOKEN_LIFETIMES: "never" })).toEqual(settingsOf());
  });

  test("the settings are frozen at every depth", () => {
    const walk = (value: unknown, at: string): string[] =>
      typeof value !== "object" || value === null
        ? []
        : [
            ...(Object.isFrozen(value) ? [] : [at]),
            ...Object.entries(value).flatMap(([key, part]) => walk(part, `${at}.${key}`)),
          ];
    const everything = {
      AUTH_COOKIE: "t",
      AUDIENCE: "a,b",
      SECRET_KEY_FALLBACKS: SECRET,
      CSRF_TRUSTED_ORIGINS: "https://a.example",
    };
    expect(walk(settingsOf(everything), "settings")).toEqual([]);
  });
});

describe("all problems are reported at once, each in a sentence that names the variable", () => {
  test("invalid values", () => {
    const problems = problemsOf({
      PORT: "eighty",
      ACCESS_TOKEN_LIFETIME: "soon",
      DEBUG: "maybe",
      AUTH_TOKEN_CLASSES: "AccessToken,Bearer",
    });
    expect(problems.map((problem) => problem.split(" ", 1)[0]).sort()).toEqual([
      "ACCESS_TOKEN_LIFETIME",
      "AUTH_TOKEN_CLASSES",
      "DEBUG",
      "PORT",
    ]);
    for (const problem of problems) expect(problem).toMatch(/^[A-Z_]+ must be [^.]+\./);
  });

  test("invalid combinations", () => {
    const problems = problemsOf({
      SECRET_KEY: "short",
      PASSWORD_HASHERS: "bcrypt",
      AUTH_HEADER_TYPES: "none",
      SESSION_COOKIE_SAMESITE: "None",
      SESSION_COOKIE_SECURE: "false",
    });
    expect(problems).toHaveLength(4);
    for (const name of ["SECRET_KEY", "PASSWORD_HASHERS", "AUTH_HEADER_TYPES", "SESSION_COOKIE_SECURE"]) {
      expect(problems.filter((problem) => problem.includes(name))).toHaveLength(1);
    }
  });

  test("invalid values beside invalid combinations", () => {
    const problems = problemsOf({ PORT: "eighty", SECRET_KEY: undefined, PASSWORD_HASHERS: "md5" }).join(
      "\n",
    );
    for (const name of ["PORT", "SECRET_KEY", "PASSWORD_HASHERS"]) expect(problems).toContain(name);
  });

  test("the error's message lists all of them", () => {
    expect(() => settingsOf({ PORT: "x", DEBUG: "x" })).toThrow(/^DEBUG must be .*\nPORT must be .*$/);
  });
});

describe("a value that is not valid is said to come from the environment where .env was read", () => {
  const FROM_FILE = { LATCHKEY_ENV_FILE: "SECRET_KEY,PORT" };

  it.each(["prisma:*", "release", "express:*,-send", "\u001b[2J"])("DEBUG=%j in the shell", (value) => {
    const sentence = `DEBUG must be true or false. The environment has ${JSON.stringify(value)}, perhaps for another program: start with \`env -u DEBUG npm start\`, or set it to true or false.`;
    expect(problemsOf({ DEBUG: value })).toEqual([sentence]);
    expect(problemsOf({ DEBUG: value, ...FROM_FILE })).toEqual([sentence]);
  });

  test("other settings", () => {
    expect(problemsOf({ WORKERS: "many", PORT: "http", ...FROM_FILE })).toEqual([
      "PORT must be a whole number from 0 to 65535.",
      "WORKERS must be a whole number from 0 to 64. It is set in the environment, which wins over .env.",
    ]);
    expect(problemsOf({ WORKERS: "many" })).toEqual(["WORKERS must be a whole number from 0 to 64."]);
  });

  test("DEBUG in .env", () => {
    const inFile = { DEBUG: "maybe", LATCHKEY_ENV_FILE: "DEBUG" };
    expect(problemsOf(inFile)).toEqual(["DEBUG must be true or false."]);
  });
});

describe("invalid values", () => {
  it.each([
    ["PORT", "65536"],
    ["PORT", "-1"],
    ["PORT", "http"],
    ["AUTH_TOKEN_CLASSES", "Access"],
    ["AUTH_TOKEN_CLASSES", "AccessToken;RefreshToken"],
    ["ALGORITHM", "none"],
    ["ALGORITHM", "HS1"],
    ["ALGORITHM", "RS256,HS256"],
    ["AUTH_COOKIE", "access token"],
    ["AUTH_COOKIE", "a=b"],
    ["AUTH_COOKIE_PATH", "user"],
    ["SESSION_COOKIE_PATH", "/;Domain=evil.example"],
    ["SESSION_COOKIE_SAMESITE", "Off"],
    ["AUTH_HEADER_NAME", "X Token"],
    ["PBKDF2_ITERATIONS", "0"],
    ["BCRYPT_ROUNDS", "3"],
    ["BCRYPT_ROUNDS", "21"],
    ["PASSWORD_VALIDATORS", "strong"],
    ["PASSWORD_HASHERS", "sha1"],
    ["EVENTS_URL", "http://app.example/hook"],
    ["EVENTS_URL", "https://user:secret@app.example/hook"],
    ["PASSWORD_MIN_LENGTH", "0"],
    ["LANGUAGE_CODE", "fr"],
    ["DATABASE_URL", "mysql://localhost/latchkey"],
    ["DATABASE_URL", "postgresql://localhost"],
    ["DATABASE_URL", "postgresql:latchkey"],
    ["DATABASE_URL", "postgresql://me:12/34@host/latchkey"],
    ["DATABASE_URL", "file::memory:"],
    ["USER_ID_FIELD", "email"],
    ["REFRESH_TOKEN_LIFETIME", "0"],
    ["SESSION_IDLE_TIMEOUT", "0"],
  ])("%s=%s", (name, value) => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name} m(ust|ay) `));
  });

  test("classes of tokens may be named as Django's settings do, by their import path", () => {
    const { jwt } = settingsOf({ AUTH_TOKEN_CLASSES: "rest_framework_simplejwt.tokens.AccessToken" });
    expect(jwt.tokenClasses).toEqual(["AccessToken"]);
  });
});

describe("invalid combinations", () => {
  test("a missing or short secret key", () => {
    expect(problemsOf({ SECRET_KEY: undefined })).toEqual([
      expect.stringMatching(/^SECRET_KEY must be set: /),
    ]);
    const short = [expect.stringContaining("must hold at least 32 bytes")];
    expect(problemsOf({ SECRET_KEY: secretOf(31) })).toEqual(short);
    expect(problemsOf({ SECRET_KEY_FALLBACKS: `${SECRET},${SECRET.slice(0, 31)}` })).toEqual(short);
    expect(problemsOf({ SECRET_KEY: secretOf(32), SECRET_KEY_FALLBACKS: SECRET.slice(0, 32) })).toEqual([]);
  });

  test("SameSite=None without Secure, for sessions and for tokens", () => {
    const plain = { DEBUG: "true", AUTH_COOKIE: "access_token" };
    const needs = (name: string) => [
      `${name}_SAMESITE=None needs ${name}_SECURE=true: browsers refuse the cookie otherwise.`,
    ];
    expect(problemsOf({ ...plain, SESSION_COOKIE_SAMESITE: "None" })).toEqual(needs("SESSION_COOKIE"));
    expect(problemsOf({ ...plain, AUTH_COOKIE_SAMESITE: "none" })).toEqual(needs("AUTH_COOKIE"));
    expect(
      problemsOf({ SESSION_COOKIE_SAMESITE: "None", AUTH_COOKIE: "t", AUTH_COOKIE_SAMESITE: "None" }),
    ).toEqual([]);
    expect(problemsOf({ DEBUG: "true", AUTH_COOKIE_SAMESITE: "None" })).toEqual([]);
  });

  it.each([
    { AUTH_COOKIE: "sessionid" },
    { AUTH_COOKIE: "t", AUTH_COOKIE_REFRESH: "sessionid" },
    { AUTH_COOKIE: "t", AUTH_COOKIE_REFRESH: "t" },
    { AUTH_COOKIE: "t", SESSION_COOKIE_NAME: "t_refresh" },
  ])("two cookies of one name: %j", (names) => {
    expect(problemsOf({ DEBUG: "true", ...names })).toEqual([
      "SESSION_COOKIE_NAME, AUTH_COOKIE and AUTH_COOKIE_REFRESH must be three different names.",
    ]);
  });

  test("Django's session cookie and ours have two names", () => {
    const both = { DJANGO_SESSION_COOKIE: "sessionid" };
    // In production ours has a prefix that Django's lacks.
    expect(problemsOf(both)).toEqual([]);
    expect(problemsOf({ ...both, DEBUG: "true", SESSION_COOKIE_NAME: "latchkey_session" })).toEqual([]);
    expect(problemsOf({ ...both, DEBUG: "true" })).toEqual([
      "DJANGO_SESSION_COOKIE names Django's session cookie, and ours is named sessionid, too: set another SESSION_COOKIE_NAME.",
    ]);
  });

  it.each(["latchkey_access", "latchkey_refresh"])(
    "a session cookie named like one of our own pages' token cookies: %s",
    (name) => {
      expect(problemsOf({ SESSION_COOKIE_NAME: name })).toEqual([
        "SESSION_COOKIE_NAME must be another name than latchkey_access and latchkey_refresh, which our own pages use.",
      ]);
      expect(problemsOf({ SESSION_COOKIE_NAME: name, AUTH_COOKIE: "t" })).toEqual([]);
    },
  );

  it.each([
    [
      { DEBUG: "true", SESSION_COOKIE_NAME: "__Host-s" },
      "The cookie name __Host-s needs a Secure cookie: browsers refuse it otherwise.",
    ],
    [
      { DEBUG: "true", AUTH_COOKIE: "__secure-t", AUTH_COOKIE_REFRESH: "r" },
      "The cookie name __secure-t needs a Secure cookie: browsers refuse it otherwise.",
    ],
    [
      { SESSION_COOKIE_NAME: "__Host-s", SESSION_COOKIE_PATH: "/app" },
      "The cookie name __Host-s needs the path /.",
    ],
    [
      { AUTH_COOKIE: "__host-t", AUTH_COOKIE_REFRESH: "r", AUTH_COOKIE_PATH: "/api" },
      "The cookie name __host-t needs the path /.",
    ],
    [
      {
        APP_ORIGIN: "https://auth.example.com",
        SESSION_COOKIE_NAME: "__Host-s",
        SESSION_COOKIE_DOMAIN: "example.com",
      },
      "The cookie name __Host-s allows no domain: give it a name without a prefix.",
    ],
  ])("a name that a browser would refuse: %j", (names, problem) => {
    expect(problemsOf(names)).toEqual([problem]);
  });

  it.each(["bcrypt,pbkdf2_sha256", "md5", "unsalted_sha1,argon2", "none"])(
    "lists of hashers whose first one makes no hashes: %s",
    (hashers) => {
      expect(problemsOf({ PASSWORD_HASHERS: hashers })).toEqual([
        expect.stringMatching(/^PASSWORD_HASHERS must begin with /),
      ]);
    },
  );

  it.each([
    { USER_ID_CLAIM: "jti" },
    { USER_ID_CLAIM: "exp" },
    { USER_ID_CLAIM: "sid" },
    { TOKEN_TYPE_CLAIM: "user_id" },
    { JTI_CLAIM: "token_type" },
    { JTI_CLAIM: "iat" },
    { CHECK_REVOKE_TOKEN: "true", REVOKE_TOKEN_CLAIM: "user_id" },
  ])("two claims of one name: %j", (names) => {
    expect(problemsOf(names)).not.toEqual([]);
  });
});

describe("a cookie's domain", () => {
  it.each([
    ["example.com", "example.com"],
    [".example.com", "example.com"],
    ["EXAMPLE.com", "example.com"],
    ["bücher.example", "xn--bcher-kva.example"],
    ["auth.localhost", "auth.localhost"],
  ])("%s is %s", (given, domain) => {
    expect(cookieDomain(given)).toBe(domain);
  });

  it.each([
    ...[
      "com",
      "localhost",
      ".",
      "..",
      "..example.com",
      "example.com.",
      ".com",
      "example..com",
      "*.example.com",
    ],
    ...[
      "127.0.0.1",
      "10.1",
      "0x7f.1",
      "[::1]",
      "::1",
      "https://example.com",
      "example.com/",
      "example.com:443",
    ],
    ...["example.com; Secure", "example.com\r\nX: y", "me@example.com", "example%2ecom", "a b.example"],
  ])("%j is none", (given) => {
    expect(() => cookieDomain(given)).toThrow("must be a domain of two or more labels");
  });

  test("it must cover the host of APP_ORIGIN", () => {
    const of = (APP_ORIGIN: string | undefined, domain: string) =>
      problemsOf({ APP_ORIGIN, SESSION_COOKIE_DOMAIN: domain, AUTH_COOKIE_DOMAIN: domain });
    for (const origin of ["https://example.com", "https://auth.example.com:8443", "https://a.b.example.com"])
      expect(of(origin, "example.com")).toEqual([]);
    for (const origin of [
      undefined,
      "https://badexample.com",
      "https://example.com.evil.example",
      "https://com",
    ])
      expect(of(origin, "example.com")).toEqual([
        expect.stringMatching(/^SESSION_COOKIE_DOMAIN=example.com does not cover .+, the host of APP_ORIGIN/),
        expect.stringMatching(/^AUTH_COOKIE_DOMAIN=example.com does not cover .+, the host of APP_ORIGIN/),
      ]);
    expect(of("https://example.com", "auth.example.com")).toHaveLength(2);
  });

  test("our other cookies have none", () => {
    const settings = settingsOf({
      APP_ORIGIN: "https://auth.example.com",
      SESSION_COOKIE_DOMAIN: "example.com",
      AUTH_COOKIE_DOMAIN: "example.com",
    });
    const { formCookie, challengeCookie, deviceCookie, resetCookie, emailKeyCookie, jwt } = settings;
    const own = [formCookie, challengeCookie, deviceCookie, resetCookie, emailKeyCookie, jwt.cookies.refresh];
    for (const spec of own) {
      expect(spec.name).toMatch(/^__Host-/);
      expect(spec.domain).toBeUndefined();
    }
  });
});

describe("the two profiles", () => {
  test("DEBUG=false: cookies are Secure, and named so that no other site of the domain can plant them", () => {
    const { debug, session, jwt } = settingsOf({ AUTH_COOKIE: "access_token" });
    expect(debug).toBe(false);
    expect(session.cookie).toEqual({
      name: "__Host-sessionid",
      path: "/",
      httpOnly: true,
      secure: true,
      sameSite: "Lax",
    });
    expect(jwt.cookies.access).toEqual({
      name: "__Host-access_token",
      path: "/",
      httpOnly: true,
      secure: true,
      sameSite: "Lax",
    });
    expect(jwt.cookies.refresh).toEqual({
      name: "__Host-access_token_refresh",
      path: "/",
      httpOnly: true,
      secure: true,
      sameSite: "Lax",
    });
  });

  test("without AUTH_COOKIE our own pages have token cookies of fixed names, which no other AUTH_COOKIE_… changes", () => {
    const fixed = { path: "/", httpOnly: true, sameSite: "Lax" };
    const others = { AUTH_COOKIE_HTTP_ONLY: "false", AUTH_COOKIE_PATH: "/app", AUTH_COOKIE_REFRESH: "r" };
    for (const given of [{}, others]) {
      const production = settingsOf(given).jwt;
      expect(production.tokensInBodies).toBe(true);
      expect(production.cookies).toEqual({
        access: { ...fixed, name: "__Host-latchkey_access", secure: true },
        refresh: { ...fixed, name: "__Host-latchkey_refresh", secure: true },
      });
      for (const open of [{ DEBUG: "true" }, { AUTH_COOKIE_SECURE: "false" }]) {
        expect(settingsOf({ ...given, ...open }).jwt.cookies).toEqual({
          access: { ...fixed, name: "latchkey_access", secure: false },
          refresh: { ...fixed, name: "latchkey_refresh", secure: false },
        });
      }
    }
    expect(settingsOf({ AUTH_COOKIE: "t" }).jwt.tokensInBodies).toBe(false);
  });

  test("DEBUG=true: cookies work without HTTPS, under their plain names", () => {
    const { session, jwt } = settingsOf({ DEBUG: "true", AUTH_COOKIE: "access_token" });
    const cookies = [session.cookie, jwt.cookies.access, jwt.cookies.refresh];
    expect(cookies.map((cookie) => cookie?.name)).toEqual([
      "sessionid",
      "access_token",
      "access_token_refresh",
    ]);
    expect(cookies.map((cookie) => cookie?.secure)).toEqual([false, false, false]);
  });

  test("Secure can be chosen against the profile, and takes the prefix with it", () => {
    const open = settingsOf({
      SESSION_COOKIE_SECURE: "false",
      AUTH_COOKIE: "t",
      AUTH_COOKIE_SECURE: "false",
    });
    expect([open.session.cookie.name, open.jwt.cookies.access.name]).toEqual(["sessionid", "t"]);
    const closed = settingsOf({
      DEBUG: "true",
      SESSION_COOKIE_SECURE: "true",
      AUTH_COOKIE: "t",
      AUTH_COOKIE_SECURE: "true",
    });
    expect([closed.session.cookie.name, closed.jwt.cookies.access.name]).toEqual([
      "__Host-sessionid",
      "__Host-t",
    ]);
  });

  test("a path makes __Host- into __Secure-, and a name with a prefix gets no second one", () => {
    const paths = settingsOf({ SESSION_COOKIE_PATH: "/user", AUTH_COOKIE: "t", AUTH_COOKIE_PATH: "/api" });
    expect([paths.session.cookie.name, paths.jwt.cookies.access.name]).toEqual([
      "__Secure-sessionid",
      "__Secure-t",
    ]);
    expect(settingsOf({ SESSION_COOKIE_NAME: "__Secure-s" }).session.cookie.name).toBe("__Secure-s");
  });

  test("an access cookie with a prefix of its own has a refresh cookie whose name its path allows", () => {
    expect(problemsOf({ AUTH_COOKIE: "__Host-access_token" })).toEqual([]);
  });
});

describe("the origin, where none is given, is the one that browsers write", () => {
  it.each([
    [{}, "http://127.0.0.1:8000"],
    [{ HOST: "::1", PORT: "9000" }, "http://[::1]:9000"],
    [{ HOST: "192.0.2.7", PORT: "80" }, "http://192.0.2.7"],
    [{ HOST: "LocalHost" }, "http://localhost:8000"],
    [{ APP_ORIGIN: "https://accounts.example.com/" }, "https://accounts.example.com"],
  ])("%j", (given, expected) => {
    expect(settingsOf(given).origin).toBe(expected);
  });
});

test("nobody signs in by an address, or proves one, where users have none", () => {
  const none = { EMAIL_COLUMN: "none", EMAIL_HOST: "mail.example.com" };
  expect(problemsOf({ ...none, SIGN_IN_BY: "both", EMAIL_VERIFICATION: "mandatory" })).toEqual([
    "SIGN_IN_BY=both needs users with addresses: set EMAIL_COLUMN, or unset it.",
    "EMAIL_VERIFICATION=mandatory needs users with addresses: set EMAIL_COLUMN, or unset it.",
  ]);
  expect(problemsOf({ ...none, EMAIL_VERIFICATION: "optional" })).toEqual([]);
});
