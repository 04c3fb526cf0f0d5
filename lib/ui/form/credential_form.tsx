"use client";

import type { FormEvent, ReactNode } from "react";
import { Button } from "../button";
import { useHydrated } from "../client/use_hydrated";
import styles from "./credential_form.module.css";

export const ALERT_ID = "form-alert";

type Props = {
  action: string;
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  alert: string | null;
  busy: boolean;
  button: string;
  /** Said to a screen reader while the form waits. */
  busyText: string;
  children: ReactNode;
};

/** A real form with a real action. The browser's own checks serve until ours are there. */
export function CredentialForm({ action, onSubmit, alert, busy, button, busyText, children }: Props) {
  const hydrated = useHydrated();
  return (
    <form className={styles.form} method="post" action={action} noValidate={hydrated} onSubmit={onSubmit}>
      {alert !== null && (
        <p id={ALERT_ID} role="alert" className={styles.alert}>
          {alert}
        </p>
      )}
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
