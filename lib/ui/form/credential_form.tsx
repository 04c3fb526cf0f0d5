"use client";

import type { FormEvent, ReactNode, Ref } from "react";
import { Button } from "../button";
import { useHydrated } from "../client/use_hydrated";
import styles from "./credential_form.module.css";
import { FormAlert } from "./form_alert";
import type { FormFailure } from "./refusal_text";

export type PostFormProps = {
  ref?: Ref<HTMLFormElement>;
  /** The endpoint's address. */
  action: string;
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  busy: boolean;
  /** Read by screen readers while the form waits for the server. */
  busyText: string;
  children: ReactNode;
};

/** Works without scripts, too: the browser then validates the fields and sends the form to `action` itself. */
export function PostForm({
  ref,
  action,
  onSubmit,
  busy,
  busyText,
  className,
  children,
}: PostFormProps & { className: string | undefined }) {
  const hydrated = useHydrated();
  return (
    <form
      ref={ref}
      className={className}
      method="post"
      action={action}
      noValidate={hydrated}
      onSubmit={onSubmit}
    >
      {children}
      <p role="status" className="visually-hidden">
        {busy && busyText}
      </p>
    </form>
  );
}

type Props = PostFormProps & {
  /** What is wrong with none of its fields. */
  alert: FormFailure | null;
  button: string;
};

/** A form that a page is for, with one button below its fields. */
export function CredentialForm({ alert, button, children, ...form }: Props) {
  return (
    <PostForm {...form} className={styles.form}>
      {alert !== null && <FormAlert failure={alert} />}
      {children}
      <Button type="submit" look="primary" busy={form.busy}>
        {button}
      </Button>
    </PostForm>
  );
}
