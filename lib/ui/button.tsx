"use client";

import type { ComponentProps } from "react";
import styles from "./button.module.css";

type Props = Omit<ComponentProps<"button">, "className"> & {
  look: "primary" | "secondary" | "danger";
  busy?: boolean;
};

/**
 * While busy it keeps its label, its width and the focus. It is not disabled, which would drop the focus: its click
 * handler must ignore a second click.
 */
export function Button({ look, busy = false, children, ...button }: Props) {
  return (
    <button
      type="button"
      {...button}
      className={styles[look]}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
    >
      {children}
      {busy && <span className={styles.spinner} aria-hidden="true" />}
    </button>
  );
}
