"use client";

import type { FormRefusal } from "@/lib/contract/form_refusal";
import { withNext } from "@/lib/contract/next_path";
import { useTexts } from "../language";
import { formTexts } from "../messages/form";
import { endpointOf, type Mode } from "../mode";
import { CredentialForm } from "./credential_form";
import { Field } from "./field";
import { PasswordField } from "./password_field";
import { useCredentialForm } from "./use_credential_form";

const NAMES = ["username", "password"] as const;

type Props = { mode: Mode; next: string; refusal: FormRefusal | null };

export function SignInForm({ mode, next, refusal }: Props) {
  const form = useTexts(formTexts);
  const { field, onSubmit, busy, alert } = useCredentialForm({
    names: NAMES,
    mode,
    task: "signin",
    next,
    refusal,
  });
  return (
    <CredentialForm
      action={withNext(endpointOf(mode, "signin"), next)}
      onSubmit={onSubmit}
      alert={alert}
      busy={busy}
      button={form.signInButton}
      busyText={form.signingIn}
    >
      <Field {...field("username")} label={form.username} autoComplete="username" required />
      <PasswordField {...field("password")} autoComplete="current-password" required />
    </CredentialForm>
  );
}
