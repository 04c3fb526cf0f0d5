import type { RequiredRefreshInput } from "@/lib/contract/fields";
import { blacklistRefreshToken } from "@/lib/sessions/blacklist";
import type { Call, Reply } from "@/lib/sessions/call";

/** simplejwt's TokenBlacklistView: that one refresh token is dead, what was made from it is not. */
export async function tokenBlacklist(call: Call, { refresh }: RequiredRefreshInput): Promise<Reply> {
  await blacklistRefreshToken(call, refresh);
  return { status: 200, body: {} };
}
