"use client";

import { signUpSchema } from "@/lib/contract/fields";
import { useTexts } from "../language";
import { formTexts } from "../messages/form";
import { endpointOf, type Mode, withNext } from "../mode";
import { CredentialForm } from "./credential_form";
import { Field } from "./field";
import type { FormErrors } from "./form_errors";
import { PasswordField } from "./password_field";
import { useCredentialForm } from "./use_credential_form";

type Props = { mode: Mode; next: string; initialErrors: FormErrors | null };

export function SignUpForm({ mode, next, initialErrors }: Props) {
  const form = useTexts(formTexts);
  const { field, onSubmit, busy, alert } = useCredentialForm({
    schema: signUpSchema,
    mode,
    task: "signup",
    next,
    initialErrors,
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
