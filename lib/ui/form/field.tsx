"use client";

import type { ComponentProps } from "react";
import { IntlText } from "../intl_text";
import { WarningIcon } from "../warning_icon";
import styles from "./field.module.css";
import { useFormTexts } from "./form_texts";

type Props = ComponentProps<"input"> & {
  id: string;
  label: string;
  optional?: boolean;
  error: string | undefined;
  /** Shown in the input's frame, after the input. */
  end?: React.ReactNode;
  /** Ids of further texts that describe the input. */
  describedBy?: string | undefined;
};

/** A labelled input. Its error stands below it and describes it to screen readers. */
export function Field({ id, label, optional = false, error, end, describedBy, ...input }: Props) {
  const { form } = useFormTexts();
  const errorId = `${id}-error`;
  const description = [error === undefined ? "" : errorId, describedBy ?? ""]
    .filter((part) => part !== "")
    .join(" ");
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
        {optional && <span className={styles.optional}>{form.optional}</span>}
      </label>
      <div className={styles.frame} data-invalid={error !== undefined}>
        <input
          {...input}
          id={id}
          className={styles.input}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          aria-invalid={error !== undefined}
          aria-describedby={description === "" ? undefined : description}
        />
        {end}
      </div>
      {error !== undefined && (
        <p className={styles.error} id={errorId}>
          <WarningIcon className={styles.icon} />
          <IntlText>{error}</IntlText>
        </p>
      )}
    </div>
  );
}
