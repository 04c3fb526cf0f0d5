import { noActiveAccount } from "@/lib/contract/errors";
import type { SignInInput } from "@/lib/contract/fields";
import { passwordDigest } from "@/lib/credentials/digest";
import { checkPassword } from "@/lib/credentials/passwords/check_password";
import { isHashingUnavailable } from "@/lib/credentials/passwords/hashing/unavailable.js";
import { rehashPassword } from "@/lib/credentials/passwords/make_password";
import type { Call } from "@/lib/sessions/call";
import { findUserByUsername, replacePasswordHash, type User } from "@/lib/store/users";

/**
 * The user with this name and password (Django's authenticate()). Unknown name, wrong password, inactive user and
 * unusable password are one answer in one time.
 * @throws ApiError 401 no_active_account
 */
export async function checkCredentials(call: Call, { username, password }: SignInInput): Promise<User> {
  const found = await findUserByUsername(call.store, username);
  const user = found?.isActive ? found : null;
  const matched = await matchingPassword(call, user, password);
  if (user === null || matched === null) throw noActiveAccount();
  if (!matched.mustUpdate) return user;
  // Where another hand was quicker the stored hash is another: what it says of this password is asked again.
  return (await strengthen(call, user, matched.password)) ?? checkCredentials(call, { username, password });
}

/** As it was typed; else trimmed, because that is what a Django with DRF stored of it at sign-up. */
async function matchingPassword(call: Call, user: User | null, typed: string) {
  for (const password of new Set([typed, typed.trim()])) {
    const { ok, mustUpdate } = await checkPassword(password, user?.password ?? null, call.settings.passwords);
    if (ok) return { password, mustUpdate };
  }
  return null;
}

/**
 * Stores the password under today's hasher; the sessions that remember the old hash stay. Where no hash can be
 * computed now the sign-in is good without: the next one strengthens.
 * @returns the user as stored now; null where the stored hash was replaced by somebody else meanwhile
 */
async function strengthen(call: Call, user: User, password: string): Promise<User | null> {
  const { passwords, secretKeys } = call.settings;
  const to = await rehashPassword(password, user.password, passwords).catch(unlessUnavailable);
  if (to === null) return user;
  const replaced = await replacePasswordHash(call.store, {
    userKey: user.key,
    from: user.password,
    to,
    formerDigests: secretKeys.map((key) => passwordDigest(user.password, key)),
    digest: passwordDigest(to, secretKeys[0]),
  });
  return replaced ? { ...user, password: to } : null;
}

function unlessUnavailable(error: unknown): null {
  if (isHashingUnavailable(error)) return null;
  throw error;
}
