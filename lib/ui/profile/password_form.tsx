"use client";

import { useState } from "react";
import type { PasswordRules } from "@/lib/pages/password_rules";
import { changeAddress } from "../account/change_address";
import { send } from "../client/send";
import { NewPasswordField } from "../form/new_password_field";
import { PasswordField } from "../form/password_field";
import { useChangeForm } from "../form/use_change_form";
import { useLanguage, useTexts } from "../language";
import { profileTexts } from "../messages/profile";
import { ChangeForm } from "./change_form";
import type { SectionProps } from "./opened";

const NAMES = ["old_password", "new_password"] as const;

/** Changes the password. The former one says who it is, so that no recent sign-in is asked for. */
export function PasswordForm({ user, refusal, open, done, rules }: SectionProps & { rules: PasswordRules }) {
  const language = useLanguage();
  const profile = useTexts(profileTexts);
  const [typed, setTyped] = useState("");
  const address = changeAddress("/user/password_change", { user: user.id });
  const change = useChangeForm({
    names: NAMES,
    refusal,
    send: (body) => send(address, { language, body }),
    onDone: () => done(profile.passwordChanged),
  });
  const next = change.field("new_password");
  return (
    <ChangeForm
      {...change}
      action={address}
      button={profile.changePassword}
      busyText={profile.saving}
      onCancel={() => open(null)}
    >
      {/* By its name a password manager finds the password, and stores the new one. */}
      <input type="text" autoComplete="username" defaultValue={user.username} hidden readOnly />
      <PasswordField
        {...change.field("old_password")}
        label={profile.currentPassword}
        autoComplete="current-password"
        required
      />
      <NewPasswordField
        {...next}
        label={profile.newPassword}
        onChange={(event) => {
          next.onChange();
          setTyped(event.currentTarget.value);
        }}
        rules={rules}
        password={typed}
        required
      />
    </ChangeForm>
  );
}
