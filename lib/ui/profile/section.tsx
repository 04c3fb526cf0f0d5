import type { ReactNode } from "react";
import styles from "./section.module.css";

type Props = { id: string; heading: string; text: string; danger?: boolean; children: ReactNode };

/** A part of the page: what it is about, and beside it, below it on a phone, what can be done. */
export function Section({ id, heading, text, danger = false, children }: Props) {
  return (
    <section aria-labelledby={`${id}-heading`} className={styles.section} data-danger={danger || undefined}>
      <div>
        <h2 id={`${id}-heading`} className={styles.heading}>
          {heading}
        </h2>
        <p className={styles.text}>{text}</p>
      </div>
      <div className={styles.card}>{children}</div>
    </section>
  );
}
