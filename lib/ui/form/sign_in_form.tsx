"use client";

import { signInSchema } from "@/lib/contract/fields";
import { useMessages } from "../language";
import { endpointOf, type Mode, withNext } from "../mode";
import { CredentialForm } from "./credential_form";
import { Field } from "./field";
import { PasswordField } from "./password_field";
import type { Refused } from "./refused";
import { useCredentialForm } from "./use_credential_form";

type Props = { mode: Mode; next: string; refused: Refused | null };

export function SignInForm({ mode, next, refused }: Props) {
  const { form } = useMessages();
  const endpoint = endpointOf(mode, "signin");
  const { field, onSubmit, busy, alert } = useCredentialForm({
    schema: signInSchema,
    endpoint,
    next,
    refused,
  });
  return (
    <CredentialForm
      action={withNext(endpoint, next)}
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
