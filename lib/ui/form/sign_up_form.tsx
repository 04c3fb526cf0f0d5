"use client";

import { signUpFormSchema } from "@/lib/contract/fields";
import { useMessages } from "../language";
import { endpointOf, type Mode, withNext } from "../mode";
import { CredentialForm } from "./credential_form";
import { Field } from "./field";
import type { FormErrors } from "./form_errors";
import { PasswordField } from "./password_field";
import { useCredentialForm } from "./use_credential_form";

type Values = { username: string; password: string; email: string; age: string };
type Props = { mode: Mode; next: string; initialErrors: FormErrors | null };

export function SignUpForm({ mode, next, initialErrors }: Props) {
  const { form } = useMessages();
  const { field, onSubmit, busy, alert } = useCredentialForm<Values>({
    schema: signUpFormSchema,
    names: ["username", "password", "email", "age"],
    mode,
    task: "signup",
    next,
    initialErrors,
    // An empty input is no age; the endpoint would refuse it as no number.
    body: ({ age, ...rest }) => (age === "" ? rest : { ...rest, age }),
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
      <Field {...field("email")} label={form.email} optional type="email" autoComplete="email" />
      <Field {...field("age")} label={form.age} optional inputMode="numeric" autoComplete="off" />
    </CredentialForm>
  );
}
