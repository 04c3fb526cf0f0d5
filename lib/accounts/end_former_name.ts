import type { Scope } from "@/lib/scope/scope";
import { endSignInsSteps } from "@/lib/store/end_sign_ins";
import type { Step } from "@/lib/store/statements";
import type { User } from "@/lib/store/users";

/**
 * Where tokens name their user by the username (USER_ID_FIELD), those with the former name would be those of whoever takes it:
 * all sign-ins by JWT end with a change of it, and with them every session but the one in use.
 * @param keep the session in use; null where it is none
 */
export function endFormerNameSteps(
  { store, settings, now: at }: Scope,
  { key: userKey }: Pick<User, "key">,
  keep: string | null,
): Step[] {
  return settings.jwt.userIdField === "username" ? endSignInsSteps(store, { userKey, at, keep }) : [];
}
