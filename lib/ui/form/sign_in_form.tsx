"use client";

import { signInSchema } from "@/lib/contract/fields";
import { useMessages } from "../language";
import { endpointOf, type Mode } from "../mode";
import { CredentialForm } from "./credential_form";
import { Field } from "./field";
import { PasswordField } from "./password_field";
import { useCredentialForm } from "./use_credential_form";

type Values = { username: string; password: string };

export function SignInForm({ mode, next }: { mode: Mode; next: string }) {
  const { form } = useMessages();
  const endpoint = endpointOf(mode, "signin");
  const { register, onSubmit, errorOf, busy, alert } = useCredentialForm<Values>({
    schema: signInSchema,
    names: ["username", "password"],
    endpoint,
    next,
    body: ({ username, password }) => ({ username, password }),
  });
  return (
    <CredentialForm
      action={endpoint}
      onSubmit={onSubmit}
      alert={alert}
      busy={busy}
      button={form.signInButton}
      busyText={form.signingIn}
    >
      <Field
        {...register("username")}
        id="username"
        label={form.username}
        autoComplete="username"
        required
        error={errorOf("username")}
      />
      <PasswordField
        {...register("password")}
        id="password"
        autoComplete="current-password"
        required
        error={errorOf("password")}
      />
    </CredentialForm>
  );
}
