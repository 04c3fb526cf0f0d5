import { forgetDevicesStep, knownDevice, withDevice } from "@/lib/accounts/device";
import { provenByLinkSteps } from "@/lib/accounts/email_verification/proven_by_link";
import { forgetGuessesStep } from "@/lib/accounts/guess";
import { hashResetPassword, userOfLink } from "@/lib/accounts/password_reset";
import { FieldErrors } from "@/lib/contract/errors";
import type { PasswordResetConfirmInput } from "@/lib/contract/fields";
import { passwordReset } from "@/lib/events/account_events";
import { passwordChangedMail } from "@/lib/mail/messages";
import type { Scope } from "@/lib/scope/scope";
import type { Caller } from "@/lib/sessions/caller";
import { callerLanguage } from "@/lib/sessions/caller_language";
import { clearLink, keptLink, type ResetLink } from "@/lib/sessions/reset_cookie";
import { changePasswordHash } from "@/lib/store/change_password";
import { endSignInsSteps } from "@/lib/store/end_sign_ins";
import type { Call, Reply } from "./call";

/**
 * Sets a new password by the link of a mail (Django's PasswordResetConfirmView). All sign-ins of the user end, and nobody is signed
 * in by it, so that a second factor is still asked for. What was guessed before at the account is forgotten, and the browser that
 * had the link is known to it: strangers who go on guessing do not lock its owner out. Of many uses of one link at the same moment one wins.
 */
export async function passwordResetConfirm({
  scope,
  caller,
  body,
}: Call<PasswordResetConfirmInput>): Promise<Reply> {
  const { store, now: at } = scope;
  const invalid = new FieldErrors({ token: [{ key: "reset_link_invalid" }] });
  const link = await namedLink(scope, caller, body);
  const user = link && (await userOfLink(scope, link));
  if (user === null) throw invalid;
  const to = await hashResetPassword(scope, caller, user, body.new_password);
  const event = passwordReset(scope, { userKey: user.key, at, address: caller.address });
  const device = knownDevice(scope, caller, user.key);
  const steps = [
    ...endSignInsSteps(store, { userKey: user.key, at, keep: null }),
    ...provenByLinkSteps(scope, user),
    ...event.steps,
    ...passwordChangedMail(scope, { user, language: callerLanguage(scope, caller) }),
    // What was guessed was about the former password; and the browsers of whoever knew that are strangers now, but this one.
    forgetGuessesStep(scope, user.key),
    ...(device === null ? [] : [forgetGuessesStep(scope, user.key, device.id)]),
    forgetDevicesStep(scope, user.key),
  ];
  if (!(await changePasswordHash(store, { userKey: user.key, from: user.password, to }, steps)))
    throw invalid;
  event.log();
  return { status: 204, cookies: withDevice(scope, caller, { user }, clearLink(scope, caller)) };
}

/**
 * The link that was sent, or that the browser has opened. A browser keeps the one that it opened last: it is that of the form only
 * where both name the same user. Null where there is none.
 */
async function namedLink(
  scope: Scope,
  caller: Caller,
  { uid, token }: PasswordResetConfirmInput,
): Promise<ResetLink | null> {
  if (uid === undefined) return null;
  if (token !== undefined) return { uid, token };
  const kept = await keptLink(scope, caller);
  return kept?.uid === uid ? kept : null;
}
