/** What the rows of settings check about sliding tokens. */

import { expect } from "vitest";
import { send } from "../client";
import { meStatus, newName, PASSWORD, signUpForTokens } from "../requests";
import type { Check, TestServer } from "../server";
import { claimsOf, remade } from "../tokens";

async function slidingToken(server: TestServer): Promise<string> {
  const username = newName();
  await signUpForTokens(server, username);
  const { body } = await send(server, "/api/token/sliding/", { json: { username, password: PASSWORD } });
  return String(body?.token);
}

export function slidesFor(seconds: number): Check {
  return async (server) => {
    const token = await slidingToken(server);
    const { iat } = claimsOf(token);
    server.clock.setSeconds(iat + seconds - 1);
    expect(await meStatus(server, token)).toBe(200);
    const { body } = await send(server, "/api/token/sliding/refresh/", { json: { token } });
    server.clock.setSeconds(iat + seconds);
    expect([await meStatus(server, token), await meStatus(server, String(body?.token))]).toEqual([401, 200]);
  };
}

export function refreshesFor(seconds: number): Check {
  return async (server) => {
    const first = await slidingToken(server);
    const { iat } = claimsOf(first);
    const refresh = async (token: string) => send(server, "/api/token/sliding/refresh/", { json: { token } });
    server.clock.setSeconds(iat + seconds - 1);
    const second = await refresh(first);
    expect(second.status).toBe(200);
    server.clock.setSeconds(iat + seconds);
    for (const token of [first, String(second.body?.token)]) {
      expect((await refresh(token)).body?.detail).toBe("Token 'refresh_exp' claim has expired");
    }
  };
}

export function refreshEndIn(claim: string): Check {
  return async (server) => {
    const token = await slidingToken(server);
    const claims = claimsOf(token);
    expect(claims[claim]).toBe(claims.iat + 86_400);
    const without = remade(server, token, { [claim]: undefined });
    const { body } = await send(server, "/api/token/sliding/refresh/", { json: { token: without } });
    expect(body?.detail).toBe(`Token has no '${claim}' claim`);
  };
}
