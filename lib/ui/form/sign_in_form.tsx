"use client";

import { signInSchema } from "@/lib/contract/fields";
import { useTexts } from "../language";
import { formTexts } from "../messages/form";
import { endpointOf, type Mode, withNext } from "../mode";
import { CredentialForm } from "./credential_form";
import { Field } from "./field";
import type { FormErrors } from "./form_errors";
import { PasswordField } from "./password_field";
import { useCredentialForm } from "./use_credential_form";

type Props = { mode: Mode; next: string; initialErrors: FormErrors | null };

export function SignInForm({ mode, next, initialErrors }: Props) {
  const form = useTexts(formTexts);
  const { field, onSubmit, busy, alert } = useCredentialForm({
    schema: signInSchema,
    mode,
    task: "signin",
    next,
    initialErrors,
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
