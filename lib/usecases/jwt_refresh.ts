import type { NextInput, RefreshInput } from "@/lib/contract/fields";
import { refreshedCookie } from "@/lib/contract/refreshed_cookie";
import { refreshTokenPair } from "@/lib/sessions/refresh";
import { deliverTokens, tokenFromRequest } from "@/lib/sessions/token_transport";
import type { Call, Reply } from "./call";

/**
 * A new access token, and where tokens rotate a new refresh token, for a refresh token. With `?next=` it is for the page there,
 * which is told so by a cookie.
 */
export async function jwtRefresh(call: Call<RefreshInput, null, unknown, NextInput>): Promise<Reply> {
  const { scope, caller, body: input, query } = call;
  const { token, inCookie } = tokenFromRequest(scope, caller, "refresh", input.refresh);
  const pair = await refreshTokenPair(scope, caller, token);
  const { body, cookies } = deliverTokens(scope, caller, pair, inCookie);
  if (!caller.isPage || query.next === undefined) return { status: 200, body, cookies };
  const { cookies: specs, accessLifetime } = scope.settings.jwt;
  return {
    status: 200,
    body,
    cookies: [...cookies, refreshedCookie(specs.access.secure, accessLifetime)],
  };
}
