"use client";

import type { LabStatement } from "@/lib/contract/lab";
import { useTexts } from "../../language";
import { labPictureTexts } from "../../messages/lab_picture";
import styles from "./statements.module.css";

/** What the database did for a request, in its order. */
export function Statements({ statements }: { statements: readonly LabStatement[] }) {
  const { strip } = useTexts(labPictureTexts);
  if (statements.length === 0) return <p className={styles.none}>{strip.noStatements}</p>;
  return (
    <ol className={styles.list}>
      {statements.map(({ sql, kind, rows }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: statements of a request never change, and some are alike.
        <li key={index}>
          <span className={styles.rows}>{strip.rows[kind](rows)}</span>
          <code>{sql}</code>
        </li>
      ))}
    </ol>
  );
}
