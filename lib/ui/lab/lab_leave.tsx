"use client";

import { Button } from "../button";
import { useTexts } from "../language";
import { labTexts } from "../messages/lab";
import styles from "./lab_leave.module.css";
import { actAddress } from "./paths";

/** Throws the lab away, once it was asked whether to. */
export function LabLeave() {
  const { leave } = useTexts(labTexts);
  return (
    <details className={styles.leave}>
      <summary>{leave.summary}</summary>
      {/* Afterwards the page is another one: the browser loads it anew, with scripts, too. */}
      <form method="post" action={actAddress("leave", "/lab")} className={styles.question}>
        <p>{leave.question}</p>
        <Button type="submit" look="danger">
          {leave.button}
        </Button>
      </form>
    </details>
  );
}
