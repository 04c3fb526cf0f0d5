import { forgetDevicesStep } from "@/lib/accounts/device";
import { provenByLinkSteps } from "@/lib/accounts/email_verification/proven_by_link";
import { forgetGuessesStep } from "@/lib/accounts/guess";
import { hashResetPassword, userOfLink } from "@/lib/accounts/password_reset";
import { FieldErrors } from "@/lib/contract/errors";
import type { PasswordResetConfirmInput } from "@/lib/contract/fields";
import { passwordReset } from "@/lib/events/events";
import { passwordChangedMail } from "@/lib/mail/messages";
import { callerLanguage } from "@/lib/sessions/caller_language";
import { clearLink, keptLink } from "@/lib/sessions/reset_cookie";
import { changePasswordHash } from "@/lib/store/change_password";
import { endSignInsSteps } from "@/lib/store/end_sign_ins";
import type { Call, Reply } from "./call";

/**
 * Sets a new password by the link of a mail (Django's PasswordResetConfirmView). All sign-ins of the user end, and nobody is signed
 * in by it, so that a second factor is still asked for. Of many uses of one link at the same moment one wins.
 */
export async function passwordResetConfirm({
  scope,
  caller,
  body,
}: Call<PasswordResetConfirmInput>): Promise<Reply> {
  const { store, now: at } = scope;
  const invalid = new FieldErrors({ token: [{ key: "reset_link_invalid" }] });
  const { uid, token } = body;
  const link = uid === undefined || token === undefined ? await keptLink(scope, caller) : { uid, token };
  const user = link && (await userOfLink(scope, link));
  if (user === null) throw invalid;
  const to = await hashResetPassword(scope, caller, user, body.new_password);
  const event = passwordReset(scope, { userKey: user.key, at, address: caller.address });
  const steps = [
    ...endSignInsSteps(store, { userKey: user.key, at, keep: null }),
    ...provenByLinkSteps(scope, user),
    ...event.steps,
    ...passwordChangedMail(scope, { user, language: callerLanguage(scope, caller) }),
    // What strangers have guessed was about the former password; and the browsers of whoever knew that are strangers now.
    forgetGuessesStep(scope, user.key),
    forgetDevicesStep(scope, user.key),
  ];
  if (!(await changePasswordHash(store, { userKey: user.key, from: user.password, to }, steps)))
    throw invalid;
  event.log();
  return { status: 204, cookies: clearLink(scope, caller) };
}
