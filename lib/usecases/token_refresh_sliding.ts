import type { RequiredTokenInput } from "@/lib/contract/fields";
import { refreshSlidingToken } from "@/lib/sessions/sliding_token";
import type { Call, Reply } from "./call";

/** simplejwt's TokenRefreshSlidingView. */
export async function tokenRefreshSliding({ scope, body }: Call<RequiredTokenInput>): Promise<Reply> {
  return { status: 200, body: { token: await refreshSlidingToken(scope, body.token) } };
}
