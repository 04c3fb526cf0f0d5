import type { RequiredTokenInput } from "@/lib/contract/fields";
import type { Call, Reply } from "@/lib/sessions/call";
import { refreshSlidingToken } from "@/lib/sessions/sliding_token";

/** simplejwt's TokenRefreshSlidingView. */
export async function tokenRefreshSliding(call: Call, { token }: RequiredTokenInput): Promise<Reply> {
  return { status: 200, body: { token: await refreshSlidingToken(call, token) } };
}
