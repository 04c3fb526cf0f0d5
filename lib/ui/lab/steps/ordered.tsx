import { Children, type ReactNode } from "react";
import styles from "./ordered.module.css";

/** What is to be done one after the other, each with its number. */
export function Ordered({ children }: { children: ReactNode }) {
  return (
    <ol className={styles.order}>
      {Children.map(children, (child) => (
        <li>
          <div className={styles.what}>{child}</div>
        </li>
      ))}
    </ol>
  );
}

type Props = {
  /** Its turn is now, it is done, or it comes later. */
  turn: "now" | "done" | "later";
  /** What it is, before its turn. */
  later: ReactNode;
  /** What it has come to. */
  done: string;
  /** The button that does it. */
  children: ReactNode;
};

/** One of them: its button is there only while it is its turn. */
export function Ordinal({ turn, later, done, children }: Props) {
  if (turn === "now") return children;
  if (turn === "later") return <p className={styles.later}>{later}</p>;
  return (
    <p className={styles.done}>
      <svg viewBox="0 0 20 20" aria-hidden="true" className={styles.tick}>
        <path d="m4 10.5 4 4 8-9" fill="none" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round" />
      </svg>
      {done}
    </p>
  );
}

/** @param place of the one that is asked for, from 0 @param next of that whose turn is now */
export function turnOf(place: number, next: number): Props["turn"] {
  if (place === next) return "now";
  return place < next ? "done" : "later";
}
