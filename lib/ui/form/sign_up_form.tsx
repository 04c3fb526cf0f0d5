"use client";

import { signUpFormSchema } from "@/lib/contract/fields";
import { useMessages } from "../language";
import { endpointOf, type Mode } from "../mode";
import { CredentialForm } from "./credential_form";
import { Field } from "./field";
import { PasswordField } from "./password_field";
import { useCredentialForm } from "./use_credential_form";

type Values = { username: string; password: string; email: string; age: string };

export function SignUpForm({ mode, next }: { mode: Mode; next: string }) {
  const { form } = useMessages();
  const endpoint = endpointOf(mode, "signup");
  const { register, onSubmit, errorOf, busy, alert } = useCredentialForm<Values>({
    schema: signUpFormSchema,
    names: ["username", "password", "email", "age"],
    endpoint,
    next,
    // An empty age is no age, and an endpoint would not take it for a number.
    body: ({ age, ...rest }) => (age === "" ? rest : { ...rest, age }),
  });
  return (
    <CredentialForm
      action={endpoint}
      onSubmit={onSubmit}
      alert={alert}
      busy={busy}
      button={form.signUpButton}
      busyText={form.signingUp}
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
        autoComplete="new-password"
        required
        error={errorOf("password")}
      />
      <Field
        {...register("email")}
        id="email"
        label={form.email}
        optional
        type="email"
        autoComplete="email"
        error={errorOf("email")}
      />
      <Field
        {...register("age")}
        id="age"
        label={form.age}
        optional
        inputMode="numeric"
        autoComplete="off"
        error={errorOf("age")}
      />
    </CredentialForm>
  );
}
