import type { RefreshInput } from "@/lib/contract/fields";
import { refreshTokenPair } from "@/lib/sessions/refresh";
import { deliverTokens, tokenFromRequest } from "@/lib/sessions/token_transport";
import type { Call, Reply } from "./call";

/** A new access token, and where tokens rotate a new refresh token, for a refresh token. */
export async function jwtRefresh({ scope, caller, body: input }: Call<RefreshInput>): Promise<Reply> {
  const { token, inCookie } = tokenFromRequest(scope, caller, "refresh", input.refresh);
  const pair = await refreshTokenPair(scope, caller, token);
  const { body, cookies } = deliverTokens(scope, caller, pair, inCookie);
  return { status: 200, body, cookies };
}
