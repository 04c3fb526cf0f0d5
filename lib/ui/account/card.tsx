import type { ReactNode } from "react";
import type { Mode } from "../mode";
import styles from "./card.module.css";

type Props = {
  mode: Mode;
  heading: string;
  intro: ReactNode;
  /** Shown in place of a credential that is not there. */
  empty?: boolean;
  /** The heading's level: one below that of the heading before it. */
  level?: 2 | 3;
  children?: ReactNode;
};

/** A card for one credential, drawn as a key tag with a hole at the top. */
export function Card({ mode, heading, intro, empty = false, level = 3, children }: Props) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <article className={styles.card} data-mode={mode} data-empty={empty} aria-labelledby={`card-${mode}`}>
      <Heading id={`card-${mode}`} className={styles.heading} tabIndex={-1}>
        {heading}
      </Heading>
      <div className={styles.intro}>{intro}</div>
      {children}
    </article>
  );
}

export function CardRings({ children }: { children: ReactNode }) {
  return <div className={styles.rings}>{children}</div>;
}

export function CardActions({ children }: { children: ReactNode }) {
  return <div className={styles.actions}>{children}</div>;
}
