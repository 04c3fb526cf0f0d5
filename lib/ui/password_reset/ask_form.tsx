"use client";

import { withNext } from "@/lib/contract/next_path";
import { RESET_PAGES } from "@/lib/contract/reset_pages";
import type { FormState } from "@/lib/pages/form_state";
import { send } from "../client/send";
import { CredentialForm } from "../form/credential_form";
import { Field } from "../form/field";
import { useFormTexts } from "../form/form_texts";
import { useChangeForm } from "../form/use_change_form";
import { useLanguage } from "../language";

const ENDPOINT = "/user/password_reset";
const NAMES = ["email"] as const;

type Props = FormState & { button: string; busyText: string };

/** Asks for a link. What follows is the same whether or not there is such an account. */
export function AskForm({ refusal, typed, button, busyText }: Props) {
  const language = useLanguage();
  const { form } = useFormTexts();
  const change = useChangeForm({
    names: NAMES,
    refusal,
    send: (body) => send(ENDPOINT, { language, body }),
    onDone: () => window.location.assign(RESET_PAGES.sent),
  });
  return (
    <CredentialForm
      ref={change.form}
      action={withNext(ENDPOINT, RESET_PAGES.sent)}
      onSubmit={change.onSubmit}
      alert={change.alert ?? (refusal?.kind === "detail" ? refusal : null)}
      busy={change.busy}
      button={button}
      busyText={busyText}
    >
      {/* Not of type "email", as on sign-up. */}
      <Field
        {...change.field("email")}
        label={form.email}
        defaultValue={typed.email}
        inputMode="email"
        autoComplete="email"
        required
      />
    </CredentialForm>
  );
}
