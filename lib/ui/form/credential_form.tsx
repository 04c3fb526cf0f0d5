"use client";

import type { FormEvent, ReactNode, Ref } from "react";
import { Button } from "../button";
import { useHydrated } from "../client/use_hydrated";
import styles from "./credential_form.module.css";
import { FormAlert } from "./form_alert";
import type { FormFailure } from "./refusal_text";

type Props = {
  ref?: Ref<HTMLFormElement>;
  action: string;
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  /** What is wrong with none of its fields. */
  alert: FormFailure | null;
  busy: boolean;
  button: string;
  /** Read by screen readers while the form waits for the server. */
  busyText: string;
  children: ReactNode;
};

/** Works without scripts, too: the browser then validates the fields and sends the form to `action` itself. */
export function CredentialForm({ ref, action, onSubmit, alert, busy, button, busyText, children }: Props) {
  const hydrated = useHydrated();
  return (
    <form
      ref={ref}
      className={styles.form}
      method="post"
      action={action}
      noValidate={hydrated}
      onSubmit={onSubmit}
    >
      {alert !== null && <FormAlert failure={alert} />}
      {children}
      <Button type="submit" look="primary" busy={busy} className={styles.submit ?? ""}>
        {button}
      </Button>
      <p role="status" className="visually-hidden">
        {busy && busyText}
      </p>
    </form>
  );
}
