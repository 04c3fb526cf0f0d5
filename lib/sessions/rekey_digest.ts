import { matchesPasswordDigest, passwordDigest } from "@/lib/credentials/digest";
import type { Scope } from "@/lib/scope/scope";
import { replaceFamilyDigest, replaceSessionDigest } from "@/lib/store/password_digests";
import type { User } from "@/lib/store/users";

interface WithDigest {
  readonly id: string;
  readonly passwordDigest: string;
}

/**
 * Stores a token family's password digest under the current secret key: a sign-in that is renewed again and again outlives
 * the key that it began with (Django's get_user does the same with sessions).
 */
export async function rekeyFamilyDigest(scope: Scope, family: WithDigest, user: User): Promise<void> {
  const current = digestToStore(scope, family, user);
  if (current !== null)
    await replaceFamilyDigest(scope.store, family.id, { from: family.passwordDigest, to: current });
}

/** The same for a cookie session. */
export async function rekeySessionDigest(scope: Scope, session: WithDigest, user: User): Promise<void> {
  const current = digestToStore(scope, session, user);
  if (current !== null)
    await replaceSessionDigest(scope.store, session.id, { from: session.passwordDigest, to: current });
}

/** The digest under the current secret key; null where it is that one already. */
function digestToStore({ settings }: Scope, stored: WithDigest, user: User): string | null {
  const [current, ...former] = settings.secretKeys;
  if (former.length === 0 || matchesPasswordDigest(stored.passwordDigest, user.password, [current]))
    return null;
  return passwordDigest(user.password, current);
}
