import { accountActivated, accountDeactivated } from "@/lib/events/account_events";
import { accountActivatedMail, deactivatedByStaffMail } from "@/lib/mail/messages";
import type { Scope } from "@/lib/scope/scope";
import { setActive } from "@/lib/store/user_flags";
import { findUserByKey } from "@/lib/store/users";
import { countChange } from "../count_change";
import { type Actor, contextOf, type Outcome, whyUnchanged } from "./act";

/**
 * Deactivates an account, or activates it again, and tells its owner by mail. In one transaction with either, all its sign-ins
 * end: sessions, with Django's that they have taken over, token families and their tokens.
 *
 * What staff activate counts as a change, so that the mails to an owner are limited. Deactivating does not: nothing that an owner does
 * may keep staff from it, and it happens once for each activation.
 * @throws ApiError 429 throttled
 */
export async function setAccountActive(
  scope: Scope,
  actor: Actor,
  userKey: string,
  isActive: boolean,
): Promise<Outcome> {
  const { store, now } = scope;
  const user = await findUserByKey(store, userKey);
  if (user === null) return "gone";
  if (isActive && !user.isActive && actor.staff !== undefined) await countChange(scope, user);
  const context = contextOf(scope, actor, userKey);
  const event = isActive ? accountActivated(scope, context) : accountDeactivated(scope, context);
  const mail = isActive ? accountActivatedMail : deactivatedByStaffMail;
  const further = [...event.steps, ...mail(scope, { user, language: actor.language })];
  if (!(await setActive(store, userKey, { isActive, at: now, further, staff: actor.staff })))
    return whyUnchanged(scope, actor, userKey, { flag: "isActive", wanted: isActive });
  event.log();
  return "done";
}
