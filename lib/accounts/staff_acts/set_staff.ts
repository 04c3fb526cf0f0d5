import { staffAdded, staffRemoved } from "@/lib/events/account_events";
import type { Scope } from "@/lib/scope/scope";
import { setStaff } from "@/lib/store/user_flags";
import { type Actor, contextOf, type Outcome, whyUnchanged } from "./act";

/** Makes the owner of an account a member of staff (Django's `is_staff`), or none. Their sign-ins stay. */
export async function setAccountStaff(
  scope: Scope,
  actor: Actor,
  userKey: string,
  isStaff: boolean,
): Promise<Outcome> {
  const context = contextOf(scope, actor, userKey);
  const event = isStaff ? staffAdded(scope, context) : staffRemoved(scope, context);
  if (!(await setStaff(scope.store, userKey, isStaff, event.steps)))
    return whyUnchanged(scope, actor, userKey, { flag: "isStaff", wanted: isStaff });
  event.log();
  return "done";
}
