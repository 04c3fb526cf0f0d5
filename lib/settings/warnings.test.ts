import { describe, expect, test } from "vitest";
import { settingsOf } from "@/lib/testing/settings";
import type { Environment } from "./read";
import { warnings } from "./warnings";

const PRODUCTION = {
  APP_ORIGIN: "https://sign-in.example",
  AUTH_TOKEN_CLASSES: "AccessToken",
};

function warningsOf(environment: Environment): string[] {
  return warnings(settingsOf({ ...PRODUCTION, ...environment }));
}

test("there are no warnings for a safe deployment", () => {
  expect(warningsOf({})).toEqual([]);
});

test.each([
  [{ PASSWORD_VALIDATORS: "none" }, "PASSWORD_VALIDATORS"],
  [{ SESSION_COOKIE_SECURE: "false" }, "SESSION_COOKIE_SECURE"],
  [{ AUTH_COOKIE: "access_token", AUTH_COOKIE_SECURE: "false" }, "AUTH_COOKIE_SECURE"],
  [{ AUTH_COOKIE: "access_token", AUTH_COOKIE_HTTP_ONLY: "false" }, "AUTH_COOKIE_HTTP_ONLY"],
  [{ SESSION_COOKIE_PATH: "/app" }, "SESSION_COOKIE_PATH"],
  [{ AUTH_COOKIE: "access_token", AUTH_COOKIE_PATH: "/app" }, "AUTH_COOKIE_PATH"],
  [{ AUTH_TOKEN_CLASSES: "AccessToken,RefreshToken" }, "AUTH_TOKEN_CLASSES"],
  [{ APP_ORIGIN: "http://sign-in.example" }, "APP_ORIGIN"],
  [{ DEBUG: "true", HOST: "0.0.0.0" }, "DEBUG"],
  [{ CORS_ALLOWED_ORIGINS: "http://app.example,http://localhost:5173" }, "CORS_ALLOWED_ORIGINS"],
])("%o causes one warning, which names the setting", (environment: Environment, name) => {
  const found = warningsOf(environment);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(new RegExp(`^${name}\\b`));
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
