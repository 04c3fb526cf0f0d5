import { ApiError } from "@/lib/contract/errors";
import type { RefreshInput } from "@/lib/contract/fields";
import type { Call, Reply } from "@/lib/sessions/call";
import { endTokenFamily } from "@/lib/sessions/end_token_family";
import { tokenFromRequest } from "@/lib/sessions/token_from_request";
import { clearTokenCookies } from "@/lib/sessions/token_pair";

/**
 * Ends the sign-in that a refresh token comes from: all its refresh and access tokens are dead. The cookies go also
 * where their token was dead already.
 */
export async function jwtSignout(call: Call, input: RefreshInput): Promise<Reply> {
  const cookies = clearTokenCookies(call);
  try {
    await endTokenFamily(call, tokenFromRequest(call, "refresh", input.refresh));
    return { status: 204, cookies };
  } catch (error) {
    if (error instanceof ApiError) return { refusal: error, cookies };
    throw error;
  }
}
