import { passwordResetAsked } from "@/lib/events/account_events";
import { passwordResetMail } from "@/lib/mail/messages";
import type { Scope } from "@/lib/scope/scope";
import { findResetUser, type ResetUser } from "@/lib/store/reset_users";
import type { Step } from "@/lib/store/statements";
import { mailTo } from "../count_change";
import { foldEmail } from "../fold_email";
import { linkOf } from "../password_reset";
import { countAgainst } from "../throttle";
import { hasUsablePassword } from "../usable_password";
import { type Actor, contextOf, permitSteps, whyNotDone } from "./act";

/**
 * Why there is no link: `gone`, there is no such account; `inactive`, it is deactivated; `no_password`, others than Latchkey let
 * its owner in (Django's unusable password); `no_address`, it has none that a mail could go to; `mail_off`, no mail is sent here;
 * `forbidden`, the member of staff may not.
 */
export type NoReset = "gone" | "inactive" | "no_password" | "no_address" | "mail_off" | "forbidden";

/**
 * Has the link mailed by which the owner of an account sets a new password: the same as they can ask for, and counted with those.
 * @throws ApiError 429 throttled where staff, or anybody, have had as many mailed to the address; an operator has no limit
 */
export async function sendResetMail(scope: Scope, actor: Actor, userKey: string): Promise<"done" | NoReset> {
  const user = await resettable(scope, userKey);
  if (typeof user === "string") return user;
  if (scope.settings.mail.delivery === "off") return "mail_off";
  if (user.email === "") return "no_address";
  if (actor.staff !== undefined)
    await countAgainst(scope, mailTo(scope, foldEmail(user.email) ?? user.email));
  const mail = passwordResetMail(scope, { user, language: actor.language });
  return noteAsked(scope, actor, userKey, mail);
}

/**
 * The link itself, which works as the one of a mail does. Whoever uses it counts as the owner of the account's address.
 * @returns its URL, or why there is none
 */
export async function makeResetLink(
  scope: Scope,
  actor: Actor,
  userKey: string,
): Promise<{ readonly url: string } | Exclude<NoReset, "no_address" | "mail_off">> {
  const user = await resettable(scope, userKey);
  if (typeof user === "string") return user;
  const noted = await noteAsked(scope, actor, userKey, []);
  return noted === "done" ? { url: linkOf(scope, user) } : noted;
}

async function resettable(
  { store }: Scope,
  userKey: string,
): Promise<ResetUser | "gone" | "inactive" | "no_password"> {
  const user = await findResetUser(store, userKey);
  if (user === null) return "gone";
  if (!user.isActive) return "inactive";
  return hasUsablePassword(user) ? user : "no_password";
}

async function noteAsked(
  scope: Scope,
  actor: Actor,
  userKey: string,
  further: readonly Step[],
): Promise<"done" | "gone" | "forbidden"> {
  const event = passwordResetAsked(scope, contextOf(scope, actor, userKey));
  const steps = [...permitSteps(scope, actor, userKey), ...event.steps, ...further];
  const [first] = await scope.store.statements.write(steps, { guarded: true });
  if (first !== 1) return whyNotDone(scope, actor, userKey);
  event.log();
  return "done";
}
