import { Refusal } from "@/lib/contract/errors";
import type { RefreshInput } from "@/lib/contract/fields";
import { endTokenFamily } from "@/lib/sessions/token_family";
import { clearTokenCookies, tokenFromRequest } from "@/lib/sessions/token_transport";
import type { Call, Reply } from "./call";

/**
 * Ends the sign-in that a refresh token comes from: all its refresh and access tokens become invalid. The cookies are
 * cleared even if their token was invalid already.
 */
export async function jwtSignout({ scope, caller, body }: Call<RefreshInput>): Promise<Reply> {
  // A program that sends its token in the body must not clear the cookies of our pages in the same browser.
  const keepsCookies = body.refresh !== undefined && scope.settings.jwt.tokensInBodies && !caller.isPage;
  const cookies = keepsCookies ? [] : clearTokenCookies(scope, caller);
  try {
    const { token } = tokenFromRequest(scope, caller, "refresh", body.refresh);
    await endTokenFamily(scope, caller, token);
    return { status: 204, cookies };
  } catch (error) {
    throw error instanceof Refusal ? error.with(cookies) : error;
  }
}
