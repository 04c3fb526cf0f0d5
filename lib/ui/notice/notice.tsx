import type { ReactNode } from "react";
import { BlankPlate } from "./blank_plate";
import styles from "./notice.module.css";

/** A page with one message: not found, failed. */
export function Notice({ heading, text, children }: { heading: string; text: string; children: ReactNode }) {
  return (
    <main id="content" tabIndex={-1} className={styles.notice}>
      <BlankPlate className={styles.plate} />
      <div>
        <h1>{heading}</h1>
        <p className={styles.text}>{text}</p>
        <div className={styles.actions}>{children}</div>
      </div>
    </main>
  );
}
