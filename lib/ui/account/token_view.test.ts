import { describe, expect, test } from "vitest";
import { viewOfCookies, viewOfTab } from "./token_view";

const user = { id: 7, username: "haneul", email: "", age: null };
const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString("base64url");
const token = (claims: Record<string, unknown>) =>
  `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}.c2ln`;

describe("tokens kept in a tab", () => {
  const access = token({ token_type: "access", iat: 1_000, exp: 1_180, user_id: "7" });
  const refresh = token({ token_type: "refresh", iat: 1_000, exp: 605_800, user_id: "7" });

  test("are decoded, with their times in milliseconds", () => {
    expect(viewOfTab({ access, refresh }, user)).toMatchObject({
      user,
      header: { alg: "HS256", typ: "JWT" },
      claims: { token_type: "access", user_id: "7" },
      issuedAt: 1_000_000,
      expiresAt: 1_180_000,
      kept: { in: "tab", bytes: access.length },
      refresh: { issuedAt: 1_000_000, expiresAt: 605_800_000 },
      family: null,
    });
  });

  test.each(["", "a.b.c", "..", token({}).slice(0, 9)])("that are no tokens show nothing: %j", (broken) => {
    expect(viewOfTab({ access: broken, refresh }, user)).toBeNull();
  });
});

describe("tokens kept in cookies", () => {
  const cookie = { name: "access_token", httpOnly: true, secure: false, sameSite: "Lax", path: "/" } as const;
  const held = {
    user,
    header: {},
    accessClaims: {},
    issuedAt: 5_000,
    expiresAt: 9_000,
    cookie: { ...cookie, bytes: 300 },
    refresh: { cookie, createdAt: 1_234, lastUsedAt: 5_678, expiresAt: 99_000, rotates: true },
  };

  test("with rotation the refresh token is as old as its last use, without as old as the sign-in", () => {
    expect(viewOfCookies(held)?.refresh?.issuedAt).toBe(5_000);
    expect(viewOfCookies({ ...held, refresh: { ...held.refresh, rotates: false } })?.refresh?.issuedAt).toBe(
      1_000,
    );
  });

  test("a family the server does not know is not shown", () => {
    expect(viewOfCookies({ ...held, refresh: null })).toMatchObject({ refresh: null, family: null });
    expect(viewOfCookies(null)).toBeNull();
  });
});
