import { ApiError } from "@/lib/contract/errors";
import type { SignInInput } from "@/lib/contract/fields";
import { passwordDigest } from "@/lib/credentials/digest";
import type { Requester } from "@/lib/credentials/passwords/hashing/compute";
import { isHashingUnavailable } from "@/lib/credentials/passwords/hashing/unavailable.js";
import { rehashPassword } from "@/lib/credentials/passwords/make_password";
import { noteRefusedSignIn } from "@/lib/events/refused_sign_ins";
import type { Scope } from "@/lib/scope/scope";
import type { Step } from "@/lib/store/statements";
import { replacePasswordHash, type User } from "@/lib/store/users";
import { type Client, requesterOf } from "./client";
import { countGuess } from "./guess";
import { matchPassword } from "./match_password";
import { countedName, findNamed, typedName } from "./named_account";

/** Somebody whose password was right. */
interface Checked {
  readonly user: User;
  /** What is to be written now, in the transaction that starts the sign-in where there is one. */
  readonly rightSteps: readonly Step[];
}

/**
 * The user with this name or address, and password (Django's authenticate()). Unknown name, wrong password, inactive user and unusable
 * password are refused in the same way after the same time; beyond the limits no password is looked at.
 * @throws ApiError 401 no_active_account, 429 throttled
 */
export async function checkCredentials(scope: Scope, client: Client, input: SignInInput): Promise<Checked> {
  const typed = typedName(input);
  const name = countedName(scope, typed);
  const found = await findNamed(scope, typed);
  const guess = await countGuess(scope, client, found ? { userKey: found.key } : { unknownName: name });
  const requester = requesterOf(client, name);
  const user = await guess.check(() =>
    authenticate(scope, requester, found, { typed, password: input.password }),
  );
  if (user === null) {
    noteRefusedSignIn(scope.store, client, { userKey: found?.key ?? null, at: scope.now, of: "sign_in" });
    throw new ApiError("no_active_account");
  }
  return { user, rightSteps: guess.rightSteps };
}

async function authenticate(
  scope: Scope,
  requester: Requester,
  found: User | null,
  given: { readonly typed: string; readonly password: string },
): Promise<User | null> {
  const user = found?.isActive ? found : null;
  const matched = await matchPassword(scope, requester, user, given.password);
  if (user === null || matched === null) return null;
  if (!matched.mustUpdate || !scope.settings.passwords.upgrade) return user;
  // Where another request replaced the hash first, the stored hash is checked again.
  return (
    (await upgradeHash(scope, requester, user, matched.password)) ??
    authenticate(scope, requester, await findNamed(scope, given.typed), given)
  );
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
