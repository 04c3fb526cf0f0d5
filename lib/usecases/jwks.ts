import { publicKeys } from "@/lib/sessions/token_keys";
import type { Call, Reply } from "./call";

/** The public keys that our tokens are verified with; none where they are signed with a secret (RFC 7517). */
export async function jwks({ scope }: Call): Promise<Reply> {
  return { status: 200, body: await publicKeys(scope.settings.jwt) };
}
