import { checkPassword } from "@/lib/credentials/passwords/check_password";
import type { Requester } from "@/lib/credentials/passwords/hashing/compute";
import { noteRefusedSignIn } from "@/lib/events/refused_sign_ins";
import type { Scope } from "@/lib/scope/scope";
import type { User } from "@/lib/store/users";
import { type Client, requesterOf } from "./client";
import { countGuess } from "./guess";

/** A right password, as it is stored. */
interface MatchedPassword {
  readonly password: string;
  /** Whether its hash should be replaced. */
  readonly mustUpdate: boolean;
}

/**
 * Whether a password is a user's: as it was typed; else trimmed, because that is what a Django with DRF stored of it at sign-up.
 * It is not counted as a guess.
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

/**
 * Whether this is the password of somebody who is signed in, and gives it once more. Counted as sign-ins are: a copied session is of
 * no use for guessing.
 * @throws ApiError 429 throttled
 */
export async function confirmPassword(
  scope: Scope,
  client: Client,
  user: User,
  password: string,
): Promise<boolean> {
  const guess = await countGuess(scope, client, { userKey: user.key });
  const requester = requesterOf(client, user.username);
  const matched = await guess.check(() => matchPassword(scope, requester, user, password));
  if (matched === null) {
    noteRefusedSignIn(scope.store, client, { userKey: user.key, at: scope.now, of: "confirmation" });
    return false;
  }
  await scope.store.statements.write(guess.rightSteps);
  return true;
}
