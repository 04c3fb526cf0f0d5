import { matchesPasswordDigest, passwordDigest } from "@/lib/credentials/digest";
import { replaceFamilyDigest, replaceSessionDigest } from "@/lib/store/password_digests";
import type { User } from "@/lib/store/users";
import type { Call } from "./call";

interface Remembering {
  readonly id: string;
  readonly passwordDigest: string;
}

/**
 * What a token family remembers of the password, under the current secret key from now on: a sign-in that is renewed
 * again and again outlives the key it began with (Django's get_user does so with sessions).
 */
export async function rekeyFamilyDigest(call: Call, family: Remembering, user: User): Promise<void> {
  const current = digestToCarry(call, family, user);
  if (current !== null)
    await replaceFamilyDigest(call.store, family.id, { from: family.passwordDigest, to: current });
}

/** The same for a cookie session. */
export async function rekeySessionDigest(call: Call, session: Remembering, user: User): Promise<void> {
  const current = digestToCarry(call, session, user);
  if (current !== null)
    await replaceSessionDigest(call.store, session.id, { from: session.passwordDigest, to: current });
}

/** The digest under the current secret key; null where it is that one already. */
function digestToCarry({ settings }: Call, remembering: Remembering, user: User): string | null {
  const [current, ...former] = settings.secretKeys;
  if (former.length === 0 || matchesPasswordDigest(remembering.passwordDigest, user.password, [current]))
    return null;
  return passwordDigest(user.password, current);
}
