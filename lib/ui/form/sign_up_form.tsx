"use client";

import type { Fact, SignUpFields } from "@/lib/contract/account_shape";
import { withNext } from "@/lib/contract/next_path";
import type { FormState } from "@/lib/pages/form_state";
import type { PasswordRules } from "@/lib/pages/password_rules";
import { endpointOf, type Mode } from "../mode";
import { CredentialForm } from "./credential_form";
import { Field } from "./field";
import { useFormTexts } from "./form_texts";
import { NewPasswordField } from "./new_password_field";
import { useCredentialForm } from "./use_credential_form";

type Props = FormState & {
  mode: Mode;
  /** Where to go on, if it is elsewhere than usual. */
  next: string | undefined;
  /** Where a success leads. */
  destination: string;
  rules: PasswordRules;
  asked: SignUpFields;
  /** What a user has: the name or the address as the name, then the password and the rest. */
  names: readonly [Named, ...("password" | Fact)[]];
};

type Named = "username" | "email";

export function SignUpForm({ mode, next, destination, refusal, typed, rules, names, asked }: Props) {
  const [name, ...further] = names;
  const { form } = useFormTexts();
  const need = (each: Fact) => ({
    required: asked[each] === "required",
    optional: asked[each] === "optional",
  });
  const { field, watch, onSubmit, busy, alert } = useCredentialForm({
    names,
    mode,
    task: "signup",
    next,
    destination,
    refusal,
    typed,
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
      {/* Not of type "email": browsers rewrite what was typed there, a domain in Hangul as xn--…, and some as another domain. */}
      <Field
        {...field(name)}
        label={name === "email" ? form.email : form.username}
        inputMode={name === "email" ? name : undefined}
        autoComplete="username"
        {...need(name)}
      />
      <NewPasswordField {...field("password")} rules={rules} password={watch("password") ?? ""} required />
      {further.includes("username") && (
        <Field {...field("username")} label={form.username} {...need("username")} autoComplete="off" />
      )}
      {further.includes("email") && (
        <Field
          {...field("email")}
          label={form.email}
          {...need("email")}
          inputMode="email"
          autoComplete="email"
        />
      )}
      {further.includes("age") && (
        <Field {...field("age")} label={form.age} {...need("age")} inputMode="numeric" autoComplete="off" />
      )}
    </CredentialForm>
  );
}
