"use client";

import type { ComponentProps, ReactNode } from "react";
import { ACCOUNT_PAGES } from "../account_pages";
import { Button } from "../button";
import buttons from "../button.module.css";
import { useHydrated } from "../client/use_hydrated";
import { FormAlert } from "../form/form_alert";
import type { useChangeForm } from "../form/use_change_form";
import { useTexts } from "../language";
import { profileTexts } from "../messages/profile";
import { PageLink } from "../page_link";
import styles from "./change_form.module.css";

type Props = Pick<ReturnType<typeof useChangeForm>, "form" | "onSubmit" | "busy" | "alert"> & {
  /** The endpoint's address. */
  action: string;
  button: string;
  look?: ComponentProps<typeof Button>["look"];
  /** Read by screen readers while the form waits for the server. */
  busyText: string;
  cancel?: string;
  onCancel: () => void;
  children: ReactNode;
};

/** A form in place of a line of the page. Works without scripts, too. */
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
  const hydrated = useHydrated();
  return (
    <form
      ref={form}
      method="post"
      action={action}
      noValidate={hydrated}
      onSubmit={onSubmit}
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
      <p role="status" className="visually-hidden">
        {busy && busyText}
      </p>
    </form>
  );
}
