"use client";

import { type MouseEvent, type ReactNode, useEffect, useRef } from "react";
import buttons from "../button.module.css";
import { PageLink } from "../page_link";
import { addressOf, type Opened, type ProfileForm } from "./opened";
import styles from "./row.module.css";

type Props = {
  form: ProfileForm;
  /** Of the value; null where the line is a button alone. */
  label: ReactNode;
  value?: ReactNode;
  /** Of the link that opens the form. */
  action: string;
  /** What screen readers read for it. */
  actionName?: string;
  opened: Opened;
  open: (form: Opened) => void;
  /** The form, in place of label and value while it is open. */
  children: ReactNode;
};

/** A line of the page with a link to its form, which opens in its place; without scripts by loading the page with it. */
export function Row({ form, label, value, action, actionName, opened, open, children }: Props) {
  const isOpen = opened === form;
  const wasOpen = useRef(isOpen);
  const link = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);

  // Into the form that was opened here, and back to its link; not on a page that has just been loaded.
  useEffect(() => {
    if (wasOpen.current === isOpen) return;
    wasOpen.current = isOpen;
    if (isOpen) body.current?.querySelector("input")?.focus();
    // Unless what the form has led to has taken it.
    else if (opened === null && document.activeElement === document.body)
      link.current?.querySelector("a")?.focus();
  }, [isOpen, opened]);

  function onClick(event: MouseEvent) {
    event.preventDefault();
    open(form);
  }

  return (
    <div className={styles.row} id={`edit-${form}`}>
      {isOpen ? (
        <div ref={body}>{children}</div>
      ) : (
        <div className={label === null ? styles.button : styles.line} ref={link}>
          {label !== null && <span className={styles.label}>{label}</span>}
          {label !== null && <span className={styles.value}>{value}</span>}
          <PageLink
            href={addressOf(form)}
            className={label === null ? buttons.danger : styles.action}
            onClick={onClick}
            aria-label={actionName}
          >
            {action}
          </PageLink>
        </div>
      )}
    </div>
  );
}
