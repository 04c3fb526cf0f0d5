import { matchesPasswordDigest, passwordDigest } from "@/lib/credentials/digest";
import { sealValues, unsealValues } from "@/lib/credentials/sealed_values";
import type { Scope } from "@/lib/scope/scope";
import { addSeconds } from "@/lib/scope/time";
import { findUserByKey, type User } from "@/lib/store/users";

/** What a sign-in may ask for after the password, and how long it waits for that. Seconds. */
export const CHALLENGES = {
  code: { purpose: "sign_in_challenge", age: 300 },
  /** A mail may take a while. */
  email: { purpose: "email_challenge", age: 3_600 },
} as const;

type Challenge = keyof typeof CHALLENGES;

/*
 * A challenge is a seal that says whose password was right, and when. Nothing is stored of it, and it opens nothing: whoever
 * has it can only send a code.
 */

/** The challenge of a user who has just given their password. */
export function makeChallenge({ settings, now }: Scope, kind: Challenge, user: User): Promise<string> {
  const { secretKeys } = settings;
  const { purpose, age } = CHALLENGES[kind];
  const values = {
    user: user.key,
    password: passwordDigest(user.password, secretKeys[0]),
    until: addSeconds(now, age).getTime(),
  };
  return sealValues(purpose, values, secretKeys, age);
}

/** The user of a challenge: null where it has expired or is none, and where the user is gone, inactive or has another password. */
export async function userOfChallenge(
  { settings, store, now }: Scope,
  kind: Challenge,
  text: string,
): Promise<User | null> {
  const { secretKeys } = settings;
  const { purpose, age } = CHALLENGES[kind];
  const values = await unsealValues(purpose, text, secretKeys, age);
  const { user: key, password, until } = values ?? {};
  if (typeof key !== "string" || typeof password !== "string" || typeof until !== "number") return null;
  if (until <= now.getTime()) return null;
  const user = await findUserByKey(store, key);
  const isSame = user?.isActive && matchesPasswordDigest(password, user.password, secretKeys);
  return isSame ? user : null;
}
