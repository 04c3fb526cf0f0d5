"use client";

import type { ReactNode } from "react";
import { LAB_STEPS } from "@/lib/contract/lab";
import { useTexts } from "../../language";
import { labTexts } from "../../messages/lab";
import { useLab } from "../use_lab";
import styles from "./step_panel.module.css";

type Props = {
  heading: string;
  /** Two or three plain sentences or paragraphs. */
  text: ReactNode;
  /** What can be done, and what came of it. */
  children: ReactNode;
};

/** The panel of a step: on wide screens the words stand left, the controls right. */
export function StepPanel({ heading, text, children }: Props) {
  const lab = useTexts(labTexts);
  const { step } = useLab();
  return (
    <section aria-labelledby="step" className={styles.panel}>
      <div className={styles.text}>
        <p className={styles.place}>{lab.stepOf(LAB_STEPS.indexOf(step) + 1, LAB_STEPS.length)}</p>
        <h2 id="step">{heading}</h2>
        {text}
      </div>
      <div className={styles.controls}>{children}</div>
    </section>
  );
}

/** Buttons side by side. */
export function Buttons({ children }: { children: ReactNode }) {
  return <div className={styles.buttons}>{children}</div>;
}

/** What a step is to leave behind, in words; shown once it has been seen. */
export function Lesson({ children }: { children: ReactNode }) {
  return <p className={styles.lesson}>{children}</p>;
}
