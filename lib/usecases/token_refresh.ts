import type { RequiredRefreshInput } from "@/lib/contract/fields";
import { refreshAsSimplejwt } from "@/lib/sessions/refresh";
import type { Call, Reply } from "./call";

/** simplejwt's TokenRefreshView. */
export async function tokenRefresh({ scope, caller, body }: Call<RequiredRefreshInput>): Promise<Reply> {
  return { status: 200, body: await refreshAsSimplejwt(scope, caller, body.refresh) };
}
