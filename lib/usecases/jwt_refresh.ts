import type { RefreshInput } from "@/lib/contract/fields";
import type { Call, Reply } from "@/lib/sessions/call";
import { refreshTokenPair } from "@/lib/sessions/refresh";
import { tokenFromRequest } from "@/lib/sessions/token_from_request";
import { deliver } from "@/lib/sessions/token_pair";

/** A new access token, and where tokens rotate a new refresh token, for a refresh token. */
export async function jwtRefresh(call: Call, input: RefreshInput): Promise<Reply> {
  const pair = await refreshTokenPair(call, tokenFromRequest(call, "refresh", input.refresh));
  const { body, cookies } = deliver(call, pair);
  return { status: 200, body, cookies };
}
