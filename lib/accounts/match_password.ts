import { checkPassword } from "@/lib/credentials/passwords/check_password";
import type { Requester } from "@/lib/credentials/passwords/hashing/compute";
import type { Scope } from "@/lib/scope/scope";
import type { User } from "@/lib/store/users";
import { type Client, requesterOf } from "./client";

/** A right password, as it is stored. */
interface MatchedPassword {
  readonly password: string;
  /** Whether its hash should be replaced. */
  readonly mustUpdate: boolean;
}

/**
 * Whether a password is a user's: as it was typed; else trimmed, because that is what a Django with DRF stored of it at sign-up.
 * @param user null where nobody may sign in; the check then takes the same time, and nothing matches
 */
export async function matchPassword(
  scope: Scope,
  requester: Requester,
  user: User | null,
  typed: string,
): Promise<MatchedPassword | null> {
  for (const password of new Set([typed, typed.trim()])) {
    const { ok, mustUpdate } = await checkPassword(
      password,
      user?.password ?? null,
      scope.settings.passwords,
      requester,
    );
    if (ok) return { password, mustUpdate };
  }
  return null;
}

/** Whether this is the password of somebody who is signed in, and gives it once more. */
export async function confirmPassword(
  scope: Scope,
  client: Client,
  user: User,
  password: string,
): Promise<boolean> {
  return (await matchPassword(scope, requesterOf(client, user.username), user, password)) !== null;
}
