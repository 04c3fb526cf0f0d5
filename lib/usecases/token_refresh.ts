import type { RequiredRefreshInput } from "@/lib/contract/fields";
import type { Call, Reply } from "@/lib/sessions/call";
import { refreshTokenPair } from "@/lib/sessions/refresh";

/** simplejwt's TokenRefreshView. */
export async function tokenRefresh(call: Call, { refresh }: RequiredRefreshInput): Promise<Reply> {
  return { status: 200, body: await refreshTokenPair(call, refresh) };
}
