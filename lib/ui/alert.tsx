import type { ReactNode } from "react";
import styles from "./alert.module.css";
import { WarningIcon } from "./warning_icon";

/** What went wrong, in a frame with an icon; screen readers say it at once. */
export function Alert({ id, children }: { id?: string | undefined; children: ReactNode }) {
  return (
    <p id={id} role="alert" className={styles.alert}>
      <WarningIcon className={styles.icon} />
      <span>{children}</span>
    </p>
  );
}
