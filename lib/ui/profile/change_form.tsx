"use client";

import type { ComponentProps, RefObject } from "react";
import { ACCOUNT_PAGES } from "../account_pages";
import { Button } from "../button";
import buttons from "../button.module.css";
import { PostForm, type PostFormProps } from "../form/credential_form";
import { FormAlert } from "../form/form_alert";
import type { FormFailure } from "../form/refusal_text";
import { useTexts } from "../language";
import { profileTexts } from "../messages/profile";
import { PageLink } from "../page_link";
import styles from "./change_form.module.css";

type Props = Omit<PostFormProps, "ref"> & {
  form: RefObject<HTMLFormElement | null>;
  /** What is wrong with none of its fields. */
  alert: FormFailure | null;
  button: string;
  look?: ComponentProps<typeof Button>["look"];
  cancel?: string;
  onCancel: () => void;
};

/** A form in place of a line of the page. */
export function ChangeForm({
  form,
  onSubmit,
  busy,
  alert,
  action,
  button,
  look = "primary",
  busyText,
  cancel,
  onCancel,
  children,
}: Props) {
  const profile = useTexts(profileTexts);
  return (
    <PostForm
      ref={form}
      action={action}
      onSubmit={onSubmit}
      busy={busy}
      busyText={busyText}
      className={styles.form}
    >
      {alert !== null && <FormAlert failure={alert} />}
      {children}
      <div className={styles.buttons}>
        <Button type="submit" look={look} busy={busy}>
          {button}
        </Button>
        <PageLink
          href={ACCOUNT_PAGES.profile}
          className={buttons.secondary}
          onClick={(event) => {
            event.preventDefault();
            onCancel();
          }}
        >
          {cancel ?? profile.cancel}
        </PageLink>
      </div>
    </PostForm>
  );
}
