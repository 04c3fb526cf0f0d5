"use client";

import type { FormRefusal } from "@/lib/contract/form_refusal";
import { CredentialForm } from "../form/credential_form";
import { Field } from "../form/field";
import { useFormTexts } from "../form/form_texts";
import { useCredentialForm } from "../form/use_credential_form";
import { endpointOf, type Mode } from "../mode";
import shortPage from "../short_page.module.css";

const NAMES = ["code"] as const;
const NOTHING_TYPED = {};
const HINT = "code-hint";

type Props = {
  mode: Mode;
  next: string | undefined;
  /** Where a success leads. */
  destination: string;
  refusal: FormRefusal | null;
  label: string;
  hint: string;
};

/** One field for both kinds of codes. */
export function CodeForm({ mode, next, destination, refusal, label, hint }: Props) {
  const { form } = useFormTexts();
  const { field, onSubmit, busy, alert } = useCredentialForm({
    names: NAMES,
    mode,
    task: "totp",
    next,
    destination,
    refusal,
    typed: NOTHING_TYPED,
  });
  const { describedBy, ...code } = field("code");
  return (
    <CredentialForm
      action={endpointOf(mode, "totp", next)}
      onSubmit={onSubmit}
      alert={alert}
      busy={busy}
      button={form.signInButton}
      busyText={form.signingIn}
    >
      <Field
        {...code}
        label={label}
        autoComplete="one-time-code"
        maxLength={64}
        required
        describedBy={describedBy ?? HINT}
      />
      <p id={HINT} className={shortPage.hint}>
        {hint}
      </p>
    </CredentialForm>
  );
}
