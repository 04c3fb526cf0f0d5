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

const NAMES = ["username", "password", "email", "age"] as const;

type Props = { mode: Mode; next: string; refusal: FormRefusal | null };

export function SignUpForm({ mode, next, refusal }: Props) {
  const form = useTexts(formTexts);
  const { field, onSubmit, busy, alert } = useCredentialForm({
    names: NAMES,
    mode,
    task: "signup",
    next,
    refusal,
  });
  return (
    <CredentialForm
      action={withNext(endpointOf(mode, "signup"), next)}
      onSubmit={onSubmit}
      alert={alert}
      busy={busy}
      button={form.signUpButton}
      busyText={form.signingUp}
    >
      <Field {...field("username")} label={form.username} autoComplete="username" required />
      <PasswordField {...field("password")} autoComplete="new-password" required />
      {/* Not of type "email": browsers rewrite what was typed there, a domain in Hangul as xn--…, and some as another domain. */}
      <Field {...field("email")} label={form.email} optional inputMode="email" autoComplete="email" />
      <Field {...field("age")} label={form.age} optional inputMode="numeric" autoComplete="off" />
    </CredentialForm>
  );
}
