import { describe, expect, test } from "vitest";
import { SECRET, settingsOf } from "@/lib/testing/settings";
import { unknownAddressWarning } from "./limit_warnings";
import type { Environment } from "./read";
import { warnings } from "./warnings";

const PRODUCTION = {
  APP_ORIGIN: "https://sign-in.example",
  AUTH_TOKEN_CLASSES: "AccessToken",
  EMAIL_HOST: "localhost",
  TRUSTED_PROXIES: "127.0.0.1",
};

function warningsOf(environment: Environment): string[] {
  return warnings(settingsOf({ ...PRODUCTION, ...environment })).map(({ sentence }) => sentence);
}

test("there are no warnings for a safe deployment", () => {
  expect(warningsOf({})).toEqual([]);
});

test("there are none for development, on this machine, whatever is set", () => {
  const weak = {
    SECRET_KEY: "a".repeat(32),
    PBKDF2_ITERATIONS: "1",
    PASSWORD_VALIDATORS: "none",
    TOKEN_TYPE_CLAIM: "none",
    APP_ORIGIN: "http://app.localhost:8000",
  };
  expect(warningsOf({ ...weak, DEBUG: "true" })).toEqual([]);
});

test("each setting is warned of on its own, in a line that begins with its name", () => {
  const found = warningsOf({ LEEWAY: "10m", JTI_CLAIM: "none", PASSWORD_HASHERS: "pbkdf2_sha256,md5" });
  expect(found.map((sentence) => /^[A-Z_]+/.exec(sentence)?.[0]).sort()).toEqual([
    "JTI_CLAIM",
    "LEEWAY",
    "PASSWORD_HASHERS",
  ]);
});

test.each([
  [{ PASSWORD_VALIDATORS: "numeric" }, "PASSWORD_VALIDATORS"],
  [{ PASSWORD_MIN_LENGTH: "7" }, "PASSWORD_MIN_LENGTH"],
  [{ PASSWORD_HASHERS: "argon2,md5" }, "PASSWORD_HASHERS"],
  [{ PASSWORD_HASHERS: "argon2,unsalted_sha1" }, "PASSWORD_HASHERS"],
  [{ PASSWORD_HASHERS: "pbkdf2_sha1" }, "PASSWORD_HASHERS"],
  [{ PBKDF2_ITERATIONS: "599999" }, "PBKDF2_ITERATIONS"],
  [{ PASSWORD_HASHERS: "bcrypt_sha256", BCRYPT_ROUNDS: "9" }, "BCRYPT_ROUNDS"],
  [{ SESSION_COOKIE_HTTPONLY: "false" }, "SESSION_COOKIE_HTTPONLY"],
  [{ SESSION_COOKIE_SAMESITE: "None" }, "SESSION_COOKIE_SAMESITE"],
  [{ AUTH_COOKIE: "access_token", AUTH_COOKIE_SAMESITE: "None" }, "AUTH_COOKIE_SAMESITE"],
  [{ TOKEN_TYPE_CLAIM: "none" }, "TOKEN_TYPE_CLAIM"],
  [{ JTI_CLAIM: "none" }, "JTI_CLAIM"],
  [{ CHECK_USER_IS_ACTIVE: "false" }, "CHECK_USER_IS_ACTIVE"],
  [{ ROTATE_REFRESH_TOKENS: "true" }, "BLACKLIST_AFTER_ROTATION"],
  [{ LEEWAY: "301" }, "LEEWAY"],
  [{ REFRESH_GRACE_PERIOD: "61" }, "REFRESH_GRACE_PERIOD"],
  [{ REFRESH_TOKEN_LIFETIME: "15d" }, "REFRESH_TOKEN_LIFETIME"],
  [{ ACCESS_TOKEN_LIFETIME: "2d" }, "ACCESS_TOKEN_LIFETIME"],
  [
    { REFRESH_TOKEN_LIFETIME: "91d", ROTATE_REFRESH_TOKENS: "true", BLACKLIST_AFTER_ROTATION: "true" },
    "REFRESH_TOKEN_LIFETIME",
  ],
  [{ REFRESH_ABSOLUTE_LIFETIME: "none" }, "REFRESH_ABSOLUTE_LIFETIME"],
  [{ SLIDING_TOKEN_LIFETIME: "2d" }, "SLIDING_TOKEN_LIFETIME"],
  [{ SLIDING_TOKEN_REFRESH_LIFETIME: "91d" }, "SLIDING_TOKEN_REFRESH_LIFETIME"],
  [{ SESSION_COOKIE_AGE: "3650d" }, "SESSION_COOKIE_AGE"],
  [{ SESSION_ABSOLUTE_AGE: "none" }, "SESSION_ABSOLUTE_AGE"],
  [{ SECRET_KEY_FALLBACKS: `django-insecure-${SECRET}` }, "SECRET_KEY_FALLBACKS"],
  [{ CSRF_TRUSTED_ORIGINS: "http://*.example.com,http://app.localhost:5173" }, "CSRF_TRUSTED_ORIGINS"],
  [{ CSRF_TRUSTED_ORIGINS: "https://*.com,https://*.localhost:8443" }, "CSRF_TRUSTED_ORIGINS"],
  [{ DEBUG: "true", APP_ORIGIN: "https://sign-in.example" }, "DEBUG"],
  [{ SESSION_COOKIE_SECURE: "false" }, "SESSION_COOKIE_SECURE"],
  [{ AUTH_COOKIE: "access_token", AUTH_COOKIE_SECURE: "false" }, "AUTH_COOKIE_SECURE"],
  [{ AUTH_COOKIE: "access_token", AUTH_COOKIE_HTTP_ONLY: "false" }, "AUTH_COOKIE_HTTP_ONLY"],
  [{ SESSION_COOKIE_PATH: "/app" }, "SESSION_COOKIE_PATH"],
  [{ AUTH_COOKIE: "access_token", AUTH_COOKIE_PATH: "/app" }, "AUTH_COOKIE_PATH"],
  [{ APP_ORIGIN: "https://auth.example.com", SESSION_COOKIE_DOMAIN: "example.com" }, "SESSION_COOKIE_DOMAIN"],
  [{ APP_ORIGIN: "https://auth.example.com", AUTH_COOKIE_DOMAIN: ".example.com" }, "AUTH_COOKIE_DOMAIN"],
  [{ AUTH_TOKEN_CLASSES: "AccessToken,RefreshToken" }, "AUTH_TOKEN_CLASSES"],
  [{ APP_ORIGIN: "http://sign-in.example" }, "APP_ORIGIN"],
  [{ DEBUG: "true", HOST: "0.0.0.0" }, "DEBUG"],
  [{ EMAIL_HOST: "none" }, "EMAIL_HOST"],
  [{ EMAIL_HOST: "smtp.example" }, "EMAIL_USE_TLS"],
  [{ EVENTS_URL: "https://app.example/events", EVENTS_SECRET: SECRET }, "EVENTS_SECRET"],
  [{ THROTTLE: "false" }, "THROTTLE"],
  [{ THROTTLE_ACCOUNT: "none" }, "THROTTLE_ACCOUNT"],
  [{ THROTTLE_ADDRESS: "none" }, "THROTTLE_ADDRESS"],
  [{ TRUSTED_PROXIES: "none" }, "TRUSTED_PROXIES"],
  [{ ALLOWED_REDIRECT_ORIGINS: "http://app.example,http://localhost:5173" }, "ALLOWED_REDIRECT_ORIGINS"],
  [{ LOGIN_REDIRECT_URL: "http://app.example/home" }, "LOGIN_REDIRECT_URL"],
  [{ LOGOUT_REDIRECT_URL: "http://app.example/" }, "LOGOUT_REDIRECT_URL"],
  [{ CORS_ALLOWED_ORIGINS: "http://app.example,http://localhost:5173" }, "CORS_ALLOWED_ORIGINS"],
])("%o causes one warning, which names the setting", (environment: Environment, name) => {
  const found = warningsOf(environment);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(new RegExp(`^${name}\\b`));
});

test("a cookie's domain that browsers are known to refuse is warned of, beside what any domain gives up", () => {
  const found = warningsOf({ APP_ORIGIN: "https://auth.co.kr", SESSION_COOKIE_DOMAIN: "co.kr" });
  expect(found).toEqual([
    expect.stringContaining("gives up `__Host-`"),
    expect.stringContaining("browsers refuse"),
  ]);
});

describe("a database on another machine without TLS", () => {
  test.each([
    "postgresql://db.example/latchkey",
    "postgresql://db.example/latchkey?sslmode=disable",
    "postgresql://db.example/latchkey?ssl=false",
    "postgresql:///latchkey?host=db.example",
    "postgresql://127.example/latchkey",
  ])("causes a warning: %s", (DATABASE_URL) => {
    expect(warningsOf({ DATABASE_URL })).toEqual([expect.stringContaining("without TLS")]);
  });

  test.each([
    "file:./data/latchkey.db",
    "postgresql://127.0.0.1/latchkey",
    "postgresql://localhost:5433/latchkey",
    "postgresql://[::1]/latchkey",
    "postgresql:///latchkey",
    "postgresql:///latchkey?host=/var/run/postgresql",
    "postgresql://db.example/latchkey?sslmode=verify-full",
    "postgresql://db.example/latchkey?ssl=true",
  ])("causes none with TLS, or on this machine: %s", (DATABASE_URL) => {
    expect(warningsOf({ DATABASE_URL })).toEqual([]);
  });
});

describe("where no caller's address is known", () => {
  test("it is said that networks are not limited", () => {
    expect(unknownAddressWarning(settingsOf(PRODUCTION))?.sentence).toMatch(
      /^THROTTLE_ADDRESS and THROTTLE_SIGNUP /,
    );
  });

  test.each([
    { DEBUG: "true" },
    { THROTTLE: "false" },
    { THROTTLE_ADDRESS: "none", THROTTLE_SIGNUP: "none" },
  ])("nothing is said with %o", (environment) => {
    expect(unknownAddressWarning(settingsOf({ ...PRODUCTION, ...environment }))).toBeNull();
  });
});
