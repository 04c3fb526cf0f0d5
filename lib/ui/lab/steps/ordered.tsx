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
