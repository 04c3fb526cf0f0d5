import { ApiError } from "@/lib/contract/errors";
import { normalizeUsername, type SignInInput } from "@/lib/contract/fields";
import { passwordDigest } from "@/lib/credentials/digest";
import type { Requester } from "@/lib/credentials/passwords/hashing/compute";
import { isHashingUnavailable } from "@/lib/credentials/passwords/hashing/unavailable.js";
import { rehashPassword } from "@/lib/credentials/passwords/make_password";
import type { Scope } from "@/lib/scope/scope";
import { findUserByUsername, replacePasswordHash, type User } from "@/lib/store/users";
import { type Client, requesterOf } from "./client";
import { matchPassword } from "./match_password";

/**
 * The user with this name and password (Django's authenticate()). Unknown name, wrong password, inactive user and unusable
 * password are refused in the same way after the same time.
 * @throws ApiError 401 no_active_account
 */
export async function checkCredentials(
  scope: Scope,
  client: Client,
  { username, password }: SignInInput,
): Promise<User> {
  const requester = requesterOf(client, normalizeUsername(username));
  const found = await findUser(scope, username);
  const user = found?.isActive ? found : null;
  const matched = await matchPassword(scope, requester, user, password);
  if (user === null || matched === null) throw new ApiError("no_active_account");
  if (!matched.mustUpdate) return user;
  // Where another request replaced the hash first, the stored hash is checked again.
  return (
    (await upgradeHash(scope, requester, user, matched.password)) ??
    checkCredentials(scope, client, { username, password })
  );
}

/** By the name as it was typed, which Django may have stored so; else as it is stored at sign-up. */
async function findUser({ store }: Scope, typed: string): Promise<User | null> {
  const stored = normalizeUsername(typed);
  const found = await findUserByUsername(store, typed);
  return found === null && stored !== typed ? findUserByUsername(store, stored) : found;
}

/**
 * Stores a new hash by the preferred hasher; sessions and families stay live, since their digests of the old hash are replaced
 * with it. Where no hash can be computed now the sign-in succeeds anyway, and the next one upgrades.
 * @returns the user as stored now; null where another request replaced the stored hash meanwhile
 */
async function upgradeHash(
  scope: Scope,
  requester: Requester,
  user: User,
  password: string,
): Promise<User | null> {
  const { passwords, secretKeys } = scope.settings;
  const to = await rehashPassword(password, user.password, passwords, requester).catch(nullIfUnavailable);
  if (to === null) return user;
  const replaced = await replacePasswordHash(scope.store, {
    userKey: user.key,
    from: user.password,
    to,
    formerDigests: secretKeys.map((key) => passwordDigest(user.password, key)),
    digest: passwordDigest(to, secretKeys[0]),
  });
  return replaced ? { ...user, password: to } : null;
}

function nullIfUnavailable(error: unknown): null {
  if (isHashingUnavailable(error)) return null;
  throw error;
}
