/** What the rows of settings check about access and refresh tokens. */

import { expect } from "vitest";
import { revokeClaim } from "@/lib/credentials/digest";
import { dateFrom, type Time } from "@/lib/store/statements";
import { send } from "../client";
import type { RemoteIssuer } from "../jwt/remote_issuer";
import type { PemPair } from "../keys";
import {
  meStatus,
  newName,
  PASSWORD,
  refreshForTokens,
  refreshStatus,
  signUpForTokens,
  type Tokens,
} from "../requests";
import { type Check, type TestServer, withServerBeside } from "../server";
import { firstUser } from "../store/sql";
import { claimsOf, foreign, headerOf, isSignedBy, remade, signHs256 } from "../tokens";

export function livesFor(kind: keyof Tokens, seconds: number): Check {
  return async (server) => {
    const token = (await signUpForTokens(server))[kind];
    const status = kind === "access" ? meStatus : refreshStatus;
    const { iat, exp } = claimsOf(token);
    expect(exp - iat).toBe(seconds);
    server.clock.setSeconds(iat + seconds - 1);
    expect(await status(server, token)).toBe(200);
    server.clock.setSeconds(iat + seconds);
    expect(await status(server, token)).toBe(401);
  };
}

/** Refreshed at its last second again and again, a sign-in ends so many seconds after it began, and none of its tokens later. */
export function endsAfter(seconds: number, refreshLifetime: number): Check {
  return async (server) => {
    let pair = await signUpForTokens(server);
    const end = claimsOf(pair.access).iat + seconds;
    while (claimsOf(pair.refresh).exp < end) {
      expect(claimsOf(pair.refresh).exp - claimsOf(pair.refresh).iat).toBe(refreshLifetime);
      server.clock.setSeconds(claimsOf(pair.refresh).exp - 1);
      pair = await refreshForTokens(server, pair.refresh);
    }
    server.clock.setSeconds(end - 1);
    pair = await refreshForTokens(server, pair.refresh);
    expect([claimsOf(pair.access).exp, claimsOf(pair.refresh).exp]).toEqual([end, end]);
    expect(await meStatus(server, pair.access)).toBe(200);
    server.clock.setSeconds(end);
    expect([await meStatus(server, pair.access), await refreshStatus(server, pair.refresh)]).toEqual([
      401, 401,
    ]);
  };
}

/** A rotated token is presented again: at the last second of the grace period, then after it. */
export function graceOf(seconds: number): Check {
  return async (server) => {
    const { refresh } = await signUpForTokens(server);
    const successor = (await refreshForTokens(server, refresh)).refresh;
    const [rotated] = await server.sql<{ at: Time }>`SELECT max(rotated_at) AS at FROM latchkey_token`;
    const rotatedAt = dateFrom(rotated?.at ?? "");
    server.clock.setSeconds(Number(rotatedAt) / 1000 + seconds - 1);
    expect((await refreshForTokens(server, refresh)).refresh).toBe(successor);
    server.clock.setSeconds(Number(rotatedAt) / 1000 + seconds);
    expect(await refreshStatus(server, refresh)).toBe(401);
    expect(await refreshStatus(server, successor)).toBe(401);
  };
}

export async function lastLogin({ sql }: TestServer): Promise<Date | null> {
  return (await firstUser(sql)).lastLogin;
}

/** Tokens have the algorithm's name and signature and are accepted; HS256 with the same key is not. */
export function signsWith(algorithm: string, key: (server: TestServer) => string): Check {
  return async (server) => {
    const { access, refresh } = await signUpForTokens(server);
    for (const token of [access, refresh]) {
      expect(headerOf(token)).toMatchObject({ alg: algorithm, typ: "JWT" });
      expect(isSignedBy(algorithm, token, key(server))).toBe(true);
    }
    expect([await meStatus(server, access), await refreshStatus(server, refresh)]).toEqual([200, 200]);
    const confused = signHs256(claimsOf(access), key(server));
    expect(await meStatus(server, confused)).toBe(algorithm === "HS256" ? 200 : 401);
  };
}

/** Which ways of sending the access token are taken. */
export function readsFrom(taken: Record<string, string>, ignored: Record<string, string>): Check {
  return async (server) => {
    const { access } = await signUpForTokens(server);
    for (const [headers, status] of [
      [taken, 200],
      [ignored, 401],
    ] as const) {
      for (const [name, scheme] of Object.entries(headers)) {
        const answer = await send(server, "/user/me", { headers: { [name]: `${scheme} ${access}` } });
        expect(answer.status, `${name}: ${scheme}`).toBe(status);
        if (status === 401) expect(answer.body?.code).toBe("not_authenticated");
      }
    }
  };
}

/** What tokens hold, and what becomes of one without it. */
export function writesClaim(name: string, value: (username: string) => unknown, without?: string): Check {
  return async (server) => {
    const username = newName();
    const { access, refresh } = await signUpForTokens(server, username);
    for (const token of [access, refresh]) expect(claimsOf(token)[name]).toEqual(value(username));
    expect([await meStatus(server, access), await refreshStatus(server, refresh)]).toEqual([200, 200]);
    if (without === undefined) return;
    const json = { token: remade(server, access, { [name]: undefined }) };
    expect((await send(server, "/user/jwt_verify", { json })).body?.detail).toBe(without);
  };
}

export function hasNoClaim(name: string): Check {
  return async (server) => {
    const { access, refresh } = await signUpForTokens(server);
    for (const token of [access, refresh]) expect(claimsOf(token)).not.toHaveProperty(name);
    expect([await meStatus(server, access), await refreshStatus(server, refresh)]).toEqual([200, 200]);
  };
}

export function takesClasses(statuses: { access: number; refresh: number }): Check {
  return async (server) => {
    const pair = await signUpForTokens(server);
    for (const kind of ["access", "refresh"] as const) {
      expect(await meStatus(server, pair[kind])).toBe(statuses[kind]);
      const verified = await send(server, "/user/jwt_verify", { json: { token: pair[kind] } });
      expect(verified.status).toBe(statuses[kind]);
    }
  };
}

/** Whether tokens with these claims instead of their own are taken. */
export function takesClaims(expected: readonly (readonly [Record<string, unknown>, number])[]): Check {
  return async (server) => {
    const { access } = await signUpForTokens(server);
    for (const [claims, status] of expected) {
      expect(await meStatus(server, remade(server, access, claims)), JSON.stringify(claims)).toBe(status);
    }
  };
}

export function toleratesClocks(leeway: number): Check {
  return async (server) => {
    const { access } = await signUpForTokens(server);
    const { iat, exp } = claimsOf(access);
    server.clock.setSeconds(iat);
    for (const claim of ["iat", "nbf"]) {
      expect(await meStatus(server, remade(server, access, { [claim]: iat + leeway }))).toBe(200);
      expect(await meStatus(server, remade(server, access, { [claim]: iat + leeway + 2 }))).toBe(401);
    }
    server.clock.setSeconds(exp + leeway - 1);
    expect(await meStatus(server, access)).toBe(200);
    server.clock.setSeconds(exp + leeway);
    expect(await meStatus(server, access)).toBe(401);
  };
}

async function changePassword({ sql }: TestServer): Promise<void> {
  await sql`UPDATE auth_user SET password = '!'`;
}

/** Without the revoke claim, a token of another service stays valid when the password changes. */
export const survivesPassword: Check = async (server) => {
  const { access } = await signUpForTokens(server);
  const { password } = await firstUser(server.sql);
  expect(Object.values(claimsOf(access))).not.toContain(revokeClaim(password));
  await changePassword(server);
  expect([await meStatus(server, foreign(server, access)), await meStatus(server, access)]).toEqual([
    200, 401,
  ]);
};

export function diesWithPassword(claim: string): Check {
  return async (server) => {
    const { access } = await signUpForTokens(server);
    const { password } = await firstUser(server.sql);
    expect(claimsOf(access)[claim]).toBe(revokeClaim(password));
    const token = foreign(server, access);
    expect(await meStatus(server, token)).toBe(200);
    expect(await meStatus(server, remade(server, token, { [claim]: undefined }))).toBe(401);
    await changePassword(server);
    const answer = await send(server, "/user/me", { bearer: token });
    expect([answer.status, answer.body?.code]).toEqual([401, "password_changed"]);
  };
}

/** What becomes of tokens that were made with a former key pair, and what the published key set holds. */
export function verifiesFormer(former: PemPair, statuses: readonly number[]): Check {
  return async (server) => {
    await withServerBeside(server, { ALGORITHM: "ES256", SIGNING_KEY: former.privateKey }, async (before) => {
      const { access, refresh } = await signUpForTokens(before);
      expect([await meStatus(server, access), await refreshStatus(server, refresh)]).toEqual(statuses);
      const { body } = await send(server, "/.well-known/jwks.json");
      const kids = (body as { keys: { kid: string }[] } | null)?.keys.map(({ kid }) => kid);
      expect(kids?.includes(String(headerOf(access).kid))).toBe(statuses.includes(200));
    });
    const { access } = await signUpForTokens(server);
    expect(await meStatus(server, access)).toBe(200);
    expect(isSignedBy("ES256", access, server.settings.jwt.signingKey)).toBe(true);
  };
}

/** What becomes of tokens that another service made with its own key. */
export function takesIssuer(issuer: RemoteIssuer, status: number): Check {
  return async (server) => {
    const { access } = await signUpForTokens(server);
    const claims = { ...claimsOf(access), sid: undefined, jti: "f".repeat(32) };
    expect(await meStatus(server, issuer.token(claims, "theirs"))).toBe(status);
    expect(await meStatus(server, access)).toBe(200);
    const refused = [
      issuer.token({ ...claims, exp: claims.iat }, "theirs"),
      issuer.token({ ...claims, user_id: "99" }, "theirs"),
      issuer.token(claims, "theirs", { kid: "unknown" }),
      issuer.token(claims, "theirs", { alg: "HS256" }),
      `${issuer.token(claims, "theirs").slice(0, -4)}AAAA`,
    ];
    for (const token of refused) expect(await meStatus(server, token)).toBe(401);
    const before = issuer.requests();
    for (let index = 0; index < 5; index += 1)
      await meStatus(server, issuer.token(claims, "theirs", { kid: `k${index}` }));
    expect(issuer.requests()).toBe(before);
  };
}

export function inactiveUser(statuses: readonly number[]): Check {
  return async (server) => {
    const username = newName();
    const { access, refresh } = await signUpForTokens(server, username);
    await server.sql`UPDATE auth_user SET is_active = false`;
    const signIn = await send(server, "/user/jwt_signin", { json: { username, password: PASSWORD } });
    expect([await meStatus(server, access), await refreshStatus(server, refresh), signIn.status]).toEqual(
      statuses,
    );
  };
}

export function identifierIs(name: string): Check {
  return async (server) => {
    const { access, refresh } = await signUpForTokens(server);
    const identifier = claimsOf(refresh)[name];
    expect(identifier).toMatch(/^[0-9a-f]{32}$/);
    expect(claimsOf(access)[name]).not.toBe(identifier);
    expect(await server.sql`SELECT jti FROM latchkey_token`).toEqual([{ jti: identifier }]);
    const { body } = await send(server, "/user/jwt_verify", {
      json: { token: remade(server, access, { [name]: undefined }) },
    });
    expect(body?.detail).toBe("Token has no id");
  };
}

export function secretOf({ settings }: TestServer): string {
  return settings.secretKeys[0];
}
