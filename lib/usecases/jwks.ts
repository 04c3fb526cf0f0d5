import type { Call, Reply } from "@/lib/sessions/call";
import { publicKeys } from "@/lib/sessions/token_rules";

/** The public keys that our tokens are verified with; none where they are signed with a secret (RFC 7517). */
export async function jwks(call: Call): Promise<Reply> {
  return { status: 200, body: await publicKeys(call.settings.jwt) };
}
