"use client";

import type { PasswordRules } from "@/lib/pages/password_rules";
import { changeAddress } from "../account/change_address";
import { send } from "../client/send";
import { NewPasswordField } from "../form/new_password_field";
import { PasswordField } from "../form/password_field";
import { useChangeForm } from "../form/use_change_form";
import { useTypedPassword } from "../form/use_typed_password";
import { UsernameForManager } from "../form/username_for_manager";
import { useLanguage, useTexts } from "../language";
import { profileTexts } from "../messages/profile";
import { ChangeForm } from "./change_form";
import type { SectionProps } from "./opened";

const NAMES = ["old_password", "new_password"] as const;

/** Changes the password. The former one says who it is, so that no recent sign-in is asked for. */
export function PasswordForm({ user, refusal, open, done, rules }: SectionProps & { rules: PasswordRules }) {
  const language = useLanguage();
  const profile = useTexts(profileTexts);
  const address = changeAddress("/user/password_change", { user: user.id });
  const change = useChangeForm({
    names: NAMES,
    refusal,
    send: (body) => send(address, { language, body }),
    onDone: () => done(profile.passwordChanged),
  });
  const newPassword = useTypedPassword(change.field("new_password"));
  return (
    <ChangeForm
      {...change}
      action={address}
      button={profile.changePassword}
      busyText={profile.saving}
      onCancel={() => open(null)}
    >
      <UsernameForManager username={user.signInName} />
      <PasswordField
        {...change.field("old_password")}
        label={profile.currentPassword}
        autoComplete="current-password"
        required
      />
      <NewPasswordField {...newPassword} label={profile.newPassword} rules={rules} required />
    </ChangeForm>
  );
}
