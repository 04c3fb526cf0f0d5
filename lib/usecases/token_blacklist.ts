import type { RequiredRefreshInput } from "@/lib/contract/fields";
import { blacklistRefreshToken } from "@/lib/sessions/blacklist";
import type { Call, Reply } from "./call";

/** simplejwt's TokenBlacklistView: blacklists that one refresh token; tokens that were made from it stay valid. */
export async function tokenBlacklist({ scope, body }: Call<RequiredRefreshInput>): Promise<Reply> {
  await blacklistRefreshToken(scope, body.refresh);
  return { status: 200, body: {} };
}
