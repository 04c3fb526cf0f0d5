"use client";

import type { ReactNode } from "react";
import type { FormRefusal } from "@/lib/contract/form_refusal";
import { changeAddress } from "../account/change_address";
import { Button } from "../button";
import { send } from "../client/send";
import { useHydrated } from "../client/use_hydrated";
import { FormAlert } from "../form/form_alert";
import { PasswordField } from "../form/password_field";
import { useChangeForm } from "../form/use_change_form";
import { useLanguage, useTexts } from "../language";
import { confirmTexts } from "../messages/confirm";
import styles from "./confirm_form.module.css";

type Props = {
  user: { id: number | string; username: string };
  /** What the form was refused with that a browser sent without scripts. */
  refusal: FormRefusal | null;
  /** The path that such a form leads to. */
  next?: string;
  headingId: string;
  onDone: () => void;
  /** Further buttons. */
  children?: ReactNode;
};

/** Asks for the password of who is signed in. */
export function ConfirmForm({ user, refusal, next, headingId, onDone, children }: Props) {
  const language = useLanguage();
  const confirm = useTexts(confirmTexts);
  const hydrated = useHydrated();
  const address = changeAddress("/user/confirm", { user: user.id, ...(next === undefined ? {} : { next }) });
  const { form, field, onSubmit, busy, alert } = useChangeForm({
    names: ["password"],
    refusal,
    send: (body) => send(address, { language, body }),
    onDone,
  });
  return (
    <form
      ref={form}
      method="post"
      action={address}
      noValidate={hydrated}
      onSubmit={onSubmit}
      className={styles.form}
    >
      <h2 id={headingId}>{confirm.heading}</h2>
      <p className={styles.text}>{confirm.text}</p>
      {alert !== null && <FormAlert failure={alert} />}
      {/* By its name a password manager finds the password. */}
      <input type="text" autoComplete="username" defaultValue={user.username} hidden readOnly />
      <PasswordField {...field("password")} autoComplete="current-password" required autoFocus />
      <div className={styles.buttons}>
        <Button type="submit" look="primary" busy={busy}>
          {confirm.confirmButton}
        </Button>
        {children}
      </div>
      <p role="status" className="visually-hidden">
        {busy && confirm.confirming}
      </p>
    </form>
  );
}
