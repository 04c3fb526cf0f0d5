"use client";

import type { FormRefusal } from "@/lib/contract/form_refusal";
import { withNext } from "@/lib/contract/next_path";
import { RESET_PAGES } from "@/lib/contract/reset_pages";
import type { PasswordRules } from "@/lib/pages/password_rules";
import { type SendResult, send } from "../client/send";
import { CredentialForm } from "../form/credential_form";
import { NewPasswordField } from "../form/new_password_field";
import { useChangeForm } from "../form/use_change_form";
import { useTypedPassword } from "../form/use_typed_password";
import { UsernameForManager } from "../form/username_for_manager";
import { useLanguage } from "../language";

const ENDPOINT = "/user/password_reset_confirm";
const INVALID = `${RESET_PAGES.set}?wrong=token.reset_link_invalid`;
const NAMES = ["new_password"] as const;

type Props = {
  /** `uid`: the form is for this user, whichever link the browser has opened since. */
  user: { readonly uid: string; readonly signInName: string };
  rules: PasswordRules;
  refusal: FormRefusal | null;
  label: string;
  button: string;
  busyText: string;
};

/** Sets the new password. The link comes in a cookie that scripts cannot read. */
export function NewPasswordForm({ user, rules, refusal, label, button, busyText }: Props) {
  const language = useLanguage();
  const change = useChangeForm({
    names: NAMES,
    refusal,
    send: async (body) => {
      const result = await send(ENDPOINT, { language, body: { ...body, uid: user.uid } });
      // The page then says so.
      if (isInvalidLink(result)) window.location.assign(INVALID);
      return result;
    },
    onDone: () => window.location.assign(RESET_PAGES.done),
  });
  const newPassword = useTypedPassword(change.field("new_password"));
  return (
    <CredentialForm
      ref={change.form}
      action={withNext(ENDPOINT, RESET_PAGES.done)}
      onSubmit={change.onSubmit}
      alert={change.alert ?? (refusal?.kind === "detail" ? refusal : null)}
      busy={change.busy}
      button={button}
      busyText={busyText}
    >
      <input type="hidden" name="uid" value={user.uid} />
      <UsernameForManager username={user.signInName} />
      <NewPasswordField {...newPassword} label={label} rules={rules} required />
    </CredentialForm>
  );
}

function isInvalidLink(result: SendResult): boolean {
  return !result.ok && result.failure.kind === "fields" && result.failure.fields.token !== undefined;
}
