import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  newName,
  refresh,
  refreshForTokens,
  signOut,
  signUp,
  type Tokens,
  tokensOf,
} from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { ROTATING } from "@/lib/testing/settings";
import { firstUser } from "@/lib/testing/store/sql";
import { currentTokenPair } from "./current_token_pair";

const ACCESS_LIFETIME = 180;
const GRACE = 10;

let server: TestServer;
let username: string;
let tokens: Tokens;

async function start(environment: Record<string, string> = {}) {
  server = await startTestServer({
    ...ROTATING,
    ACCESS_TOKEN_LIFETIME: `${ACCESS_LIFETIME}s`,
    REFRESH_GRACE_PERIOD: `${GRACE}s`,
    ...environment,
  });
  username = newName();
  tokens = tokensOf(await signUp(server, username));
}

beforeEach(() => start());
afterEach(() => server.close());

/** What a page shows to a browser with these tokens in its cookies. */
function shown({ access = null, refresh = null }: Partial<Record<keyof Tokens, string | null>>) {
  const { settings, store, clock } = server;
  const { cookies } = settings.jwt;
  return currentTokenPair(
    { settings, store, now: new Date(clock.now()) },
    {
      address: null,
      userAgent: null,
      isPage: true,
      header: () => null,
      hasCookie: () => true,
      cookies: () => [],
      cookie: (name) =>
        name === cookies.access.name ? access : name === cookies.refresh.name ? refresh : null,
    },
  );
}

describe("a page shows", () => {
  test("both tokens, whose they are, when they end, and their cookies without the values", async () => {
    const token = await shown(tokens);
    const now = Math.floor(server.clock.now() / 1_000) * 1_000;
    expect(token).toMatchObject({
      user: { username },
      access: {
        issuedAt: now,
        expiresAt: now + ACCESS_LIFETIME * 1_000,
        claims: { token_type: "access" },
        cookie: { name: "latchkey_access", bytes: "latchkey_access=".length + tokens.access.length },
      },
      refresh: {
        issuedAt: now,
        expiresAt: now + 7 * 86_400_000,
        cookie: { name: "latchkey_refresh", bytes: "latchkey_refresh=".length + tokens.refresh.length },
      },
      rotates: true,
      accessLifetime: ACCESS_LIFETIME * 1_000,
    });
    expect(token?.family?.createdAt).toBe(server.clock.now());
    for (const text of Object.values(tokens)) expect(JSON.stringify(token)).not.toContain(text);
  });

  test("the refresh token alone once the access token has run out", async () => {
    server.clock.advance(ACCESS_LIFETIME);
    expect(await shown(tokens)).toMatchObject({ user: { username }, access: null, refresh: {} });
    expect(await shown({ refresh: tokens.refresh })).toMatchObject({ access: null, refresh: {} });
  });

  test("an access token whose refresh token did not come, or is none, as the last", async () => {
    expect(await shown({ access: tokens.access })).toMatchObject({ access: {}, refresh: null });
    expect(await shown({ ...tokens, refresh: tokens.access })).toMatchObject({ access: {}, refresh: null });
  });

  test("a rotated refresh token within the grace period only", async () => {
    await refreshForTokens(server, tokens.refresh);
    server.clock.advance(GRACE - 0.001);
    expect(await shown({ refresh: tokens.refresh })).not.toBeNull();
    server.clock.advance(0.001);
    expect(await shown({ refresh: tokens.refresh })).toBeNull();
  });
});

describe("a page shows no token", () => {
  test("without cookies", async () => {
    expect(await shown({})).toBeNull();
  });

  test("of a sign-in that has ended", async () => {
    expect((await signOut(server, tokens.refresh)).status).toBe(204);
    expect(await shown(tokens)).toBeNull();
  });

  test.each([
    ["deactivated", "UPDATE auth_user SET is_active = false"],
    ["given another password", "UPDATE auth_user SET password = '!'"],
  ])("of a user who was %s since", async (_what, update) => {
    await server.sql.query(update);
    expect(await shown(tokens)).toBeNull();
  });

  test("past the refresh token's end", async () => {
    server.clock.advance(7 * 86_400);
    expect(await shown(tokens)).toBeNull();
  });
});

describe("looking changes nothing", () => {
  test("a stale refresh token does not end the sign-in, as its use would", async () => {
    const next = await refreshForTokens(server, tokens.refresh);
    server.clock.advance(GRACE);
    expect(await shown(tokens)).toMatchObject({ access: {}, refresh: null });
    expect((await refresh(server, next.refresh)).status).toBe(200);
  });

  test("a revoked refresh token is not blacklisted, as its use would", async () => {
    await server.close();
    await start({ CHECK_REVOKE_TOKEN: "true" });
    const { password } = await firstUser(server.sql);
    await server.sql`UPDATE auth_user SET password = '!'`;
    expect(await shown(tokens)).toBeNull();
    await server.sql`UPDATE auth_user SET password = ${password}`;
    expect((await refresh(server, tokens.refresh)).status).toBe(200);
  });
});
