"use client";

import type { ComponentProps } from "react";
import styles from "./button.module.css";

type Props = ComponentProps<"button"> & { look: "primary" | "secondary"; busy?: boolean };

/**
 * A button that stays what it is while it works: same label, same width, still focused. It is not disabled, which
 * would drop the focus; whoever handles the click ignores a second one.
 */
export function Button({ look, busy = false, className, children, ...button }: Props) {
  return (
    <button
      type="button"
      {...button}
      className={`${styles[look]} ${className ?? ""}`}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
    >
      {children}
      {busy && <span className={styles.spinner} aria-hidden="true" />}
    </button>
  );
}
