"use client";

import { withNext } from "@/lib/contract/next_path";
import type { FormState } from "@/lib/pages/form_state";
import { endpointOf, type Mode } from "../mode";
import { CredentialForm } from "./credential_form";
import { Field } from "./field";
import { useFormTexts } from "./form_texts";
import { PasswordField } from "./password_field";
import { useCredentialForm } from "./use_credential_form";

const NAMES = ["username", "password"] as const;

type Props = FormState & { mode: Mode; next: string };

export function SignInForm({ mode, next, refusal, typed }: Props) {
  const { form } = useFormTexts();
  const { field, onSubmit, busy, alert } = useCredentialForm({
    names: NAMES,
    mode,
    task: "signin",
    next,
    refusal,
    typed,
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
