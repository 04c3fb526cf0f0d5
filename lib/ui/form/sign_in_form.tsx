"use client";

import { withNext } from "@/lib/contract/next_path";
import type { FormState } from "@/lib/pages/form_state";
import { endpointOf, type Mode } from "../mode";
import { CredentialForm } from "./credential_form";
import { Field } from "./field";
import { useFormTexts } from "./form_texts";
import { PasswordField } from "./password_field";
import { useCredentialForm } from "./use_credential_form";

const NAMES = { username: ["username", "password"], email: ["email", "password"] } as const;

type Props = FormState & {
  mode: Mode;
  /** Where to go on, if it is elsewhere than usual. */
  next: string | undefined;
  /** Where a success leads. */
  destination: string;
  /** The field that names the account. */
  name: keyof typeof NAMES;
};

export function SignInForm({ mode, next, destination, name, refusal, typed }: Props) {
  const { form } = useFormTexts();
  const { field, onSubmit, busy, alert } = useCredentialForm({
    names: NAMES[name],
    mode,
    task: "signin",
    next,
    destination,
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
      {/* To password managers an address is a username, too. */}
      <Field
        {...field(name)}
        label={name === "email" ? form.email : form.username}
        inputMode={name === "email" ? name : undefined}
        autoComplete="username"
        required
      />
      <PasswordField {...field("password")} autoComplete="current-password" required />
    </CredentialForm>
  );
}
