import { countChange } from "@/lib/accounts/count_change";
import { hashNewPassword } from "@/lib/accounts/new_password";
import { ApiError } from "@/lib/contract/errors";
import type { PasswordChangeInput } from "@/lib/contract/fields";
import { passwordChanged } from "@/lib/events/account_events";
import { passwordChangedMail } from "@/lib/mail/messages";
import { callerLanguage } from "@/lib/sessions/caller_language";
import type { Credential } from "@/lib/sessions/credential";
import { renewSignIn } from "@/lib/sessions/renew_sign_in";
import { changePasswordHash } from "@/lib/store/change_password";
import { endSignInsSteps } from "@/lib/store/end_sign_ins";
import { findUserByKey } from "@/lib/store/users";
import type { Call, Reply } from "./call";

/**
 * Changes the caller's password, for which they give the old one. This sign-in goes on, as one that is recent; all others of the
 * user end.
 */
export function passwordChange(call: Call<PasswordChangeInput, Credential>): Promise<Reply> {
  return change(call, () => countChange(call.scope, call.credential.user));
}

/** @param count counts the change, once it is known to be allowed */
async function change(
  call: Call<PasswordChangeInput, Credential>,
  count: () => Promise<void>,
): Promise<Reply> {
  const { scope, caller, credential, body } = call;
  const { store, now: at } = scope;
  const { user } = credential;
  const hash = await hashNewPassword(scope, caller, user, body);
  await count();
  const renewed = await renewSignIn(scope, caller, credential, hash);
  const event = passwordChanged(scope, { userKey: user.key, at, address: caller.address });
  const steps = [
    ...endSignInsSteps(store, { userKey: user.key, at, keep: renewed.id }),
    ...renewed.steps,
    ...event.steps,
    ...passwordChangedMail(scope, { user, language: callerLanguage(scope, caller) }),
  ];
  if (await changePasswordHash(store, { userKey: user.key, from: user.password, to: hash }, steps)) {
    event.log();
    return { status: 204, cookies: renewed.cookies };
  }
  // A sign-in has upgraded the hash meanwhile, or the password is another one by now: the old one is checked again.
  const now = await findUserByKey(store, user.key);
  if (now === null) throw new ApiError("no_active_account");
  return change({ ...call, credential: { ...credential, user: now } }, async () => {});
}
