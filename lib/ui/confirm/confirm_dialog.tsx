"use client";

import { useEffect, useRef } from "react";
import { Button } from "../button";
import { useTexts } from "../language";
import { confirmTexts } from "../messages/confirm";
import styles from "./confirm_dialog.module.css";
import { ConfirmForm } from "./confirm_form";

type Props = {
  user: { id: number | string; signInName: string };
  onAnswer: (confirmed: boolean) => void;
};

/**
 * The question in a dialog of the browser's own: it keeps the focus inside, closes by Escape, and gives the focus back to what
 * had it before.
 */
export function ConfirmDialog({ user, onAnswer }: Props) {
  const confirm = useTexts(confirmTexts);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  const close = (answer: "confirmed" | "") => dialog.current?.close(answer);
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby="confirm-heading"
      onClose={(event) => onAnswer(event.currentTarget.returnValue === "confirmed")}
    >
      <ConfirmForm user={user} refusal={null} headingId="confirm-heading" onDone={() => close("confirmed")}>
        <Button look="secondary" onClick={() => close("")}>
          {confirm.cancel}
        </Button>
      </ConfirmForm>
    </dialog>
  );
}
