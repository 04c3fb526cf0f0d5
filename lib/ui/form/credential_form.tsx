"use client";

import type { ComponentProps } from "react";
import { Button } from "../button";
import styles from "./credential_form.module.css";
import { FormAlert } from "./form_alert";
import { PostForm } from "./post_form";
import type { FormFailure } from "./refusal_text";

type Props = Omit<ComponentProps<typeof PostForm>, "className"> & {
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
      <Button type="submit" look="primary" busy={form.busy} className={styles.submit ?? ""}>
        {button}
      </Button>
    </PostForm>
  );
}
