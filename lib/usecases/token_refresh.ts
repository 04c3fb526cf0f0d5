import type { RequiredRefreshInput } from "@/lib/contract/fields";
import { refreshTokenPair } from "@/lib/sessions/refresh";
import type { Call, Reply } from "./call";

/** simplejwt's TokenRefreshView. */
export async function tokenRefresh({ scope, caller, body }: Call<RequiredRefreshInput>): Promise<Reply> {
  return { status: 200, body: await refreshTokenPair(scope, caller, body.refresh) };
}
