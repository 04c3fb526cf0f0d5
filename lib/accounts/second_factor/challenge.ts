import { matchesPasswordDigest, passwordDigest } from "@/lib/credentials/digest";
import { sealValues, unsealValues } from "@/lib/credentials/sealed_values";
import type { Scope } from "@/lib/scope/scope";
import { addSeconds } from "@/lib/scope/time";
import { findUserByKey, type User } from "@/lib/store/users";

/** How long a code can be sent after the password. Seconds. */
export const CHALLENGE_AGE = 300;

/*
 * A challenge is a seal that says whose password was right, and when. Nothing is stored of it, and it opens nothing: whoever
 * has it can only send a code.
 */

/** The challenge of a user who has just given their password. */
export function makeChallenge({ settings, now }: Scope, user: User): Promise<string> {
  const { secretKeys } = settings;
  const values = {
    user: user.key,
    password: passwordDigest(user.password, secretKeys[0]),
    until: addSeconds(now, CHALLENGE_AGE).getTime(),
  };
  return sealValues("sign_in_challenge", values, secretKeys, CHALLENGE_AGE);
}

/** The user of a challenge: null where it has expired or is none, and where the user is gone, inactive or has another password. */
export async function userOfChallenge({ settings, store, now }: Scope, text: string): Promise<User | null> {
  const { secretKeys } = settings;
  const values = await unsealValues("sign_in_challenge", text, secretKeys, CHALLENGE_AGE);
  const { user: key, password, until } = values ?? {};
  if (typeof key !== "string" || typeof password !== "string" || typeof until !== "number") return null;
  if (until <= now.getTime()) return null;
  const user = await findUserByKey(store, key);
  const isSame = user?.isActive && matchesPasswordDigest(password, user.password, secretKeys);
  return isSame ? user : null;
}
