import type { RequiredRefreshInput } from "@/lib/contract/fields";
import { blacklistRefreshToken } from "@/lib/sessions/blacklist";
import type { Call, Reply } from "./call";

/** simplejwt's TokenBlacklistView: that one refresh token is dead, what was made from it is not. */
export async function tokenBlacklist({ scope, body }: Call<RequiredRefreshInput>): Promise<Reply> {
  await blacklistRefreshToken(scope, body.refresh);
  return { status: 200, body: {} };
}
