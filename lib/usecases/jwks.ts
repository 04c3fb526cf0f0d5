import { PUBLIC_KEYS_MAX_AGE, publicKeys } from "@/lib/sessions/token_keys";
import type { Call, Reply } from "./call";

/**
 * The public keys that our tokens are verified with; none where they are signed with a secret (RFC 7517). Caches may keep
 * them, but not an empty set: the first key pair signs tokens from the start on that publishes it.
 */
export async function jwks({ scope }: Call): Promise<Reply> {
  const body = await publicKeys(scope.settings.jwt);
  return { status: 200, body, maxAge: body.keys.length > 0 ? PUBLIC_KEYS_MAX_AGE : undefined };
}
