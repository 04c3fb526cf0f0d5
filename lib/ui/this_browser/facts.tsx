import type { ReactNode } from "react";
import styles from "./facts.module.css";

/** A titled list of names and values. */
export function Facts({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <section className={styles.group}>
      <h4 className={styles.heading}>{heading}</h4>
      <dl className={styles.list}>{children}</dl>
    </section>
  );
}

type FactProps = {
  name: string;
  /** The technical notation: `HttpOnly`. */
  tag?: ReactNode;
  /** The tag is struck through, with this word for screen readers. */
  off?: string | undefined;
  children: ReactNode;
};

export function Fact({ name, tag, off, children }: FactProps) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>
        {children}
        {tag !== undefined && (
          <code className={styles.tag} data-off={off !== undefined}>
            {tag}
            {off !== undefined && <span className="visually-hidden"> ({off})</span>}
          </code>
        )}
      </dd>
    </div>
  );
}
