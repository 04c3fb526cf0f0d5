"use client";

import type { ReactNode } from "react";
import type { FormRefusal } from "@/lib/contract/form_refusal";
import { changeAddress } from "../account/change_address";
import { Button } from "../button";
import { send } from "../client/send";
import { PostForm } from "../form/credential_form";
import { FormAlert } from "../form/form_alert";
import { PasswordField } from "../form/password_field";
import { useChangeForm } from "../form/use_change_form";
import { UsernameForManager } from "../form/username_for_manager";
import { useLanguage, useTexts } from "../language";
import { confirmTexts } from "../messages/confirm";
import styles from "./confirm_form.module.css";

type Props = {
  user: { id: number | string; signInName: string };
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
  const address = changeAddress("/user/confirm", { user: user.id, ...(next === undefined ? {} : { next }) });
  const { form, field, onSubmit, busy, alert } = useChangeForm({
    names: ["password"],
    refusal,
    send: (body) => send(address, { language, body }),
    onDone,
  });
  return (
    <PostForm
      ref={form}
      action={address}
      onSubmit={onSubmit}
      busy={busy}
      busyText={confirm.confirming}
      className={styles.form}
    >
      <h2 id={headingId}>{confirm.heading}</h2>
      <p className={styles.text}>{confirm.text}</p>
      {alert !== null && <FormAlert failure={alert} />}
      <UsernameForManager username={user.signInName} />
      <PasswordField {...field("password")} autoComplete="current-password" required autoFocus />
      <div className={styles.buttons}>
        <Button type="submit" look="primary" busy={busy}>
          {confirm.confirmButton}
        </Button>
        {children}
      </div>
    </PostForm>
  );
}
