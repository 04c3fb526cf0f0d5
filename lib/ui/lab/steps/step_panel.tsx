"use client";

import { type ReactNode, useRef } from "react";
import { LAB_STEPS } from "@/lib/contract/lab";
import { IntlText } from "../../intl_text";
import { useTexts } from "../../language";
import { labTexts } from "../../messages/lab";
import { useLab } from "../use_lab";
import styles from "./step_panel.module.css";
import { useNewestInView } from "./use_newest_in_view";
import { useNextButton } from "./use_next_button";

type Props = {
  heading: string;
  /** Two or three paragraphs. */
  text: ReactNode;
  /** The step itself says what takes the focus where a button is gone. */
  keepsFocus?: boolean;
  /** What can be done, and what came of it. */
  children: ReactNode;
};

/** The panel of a step: its words in columns, its controls below. */
export function StepPanel({ heading, text, keepsFocus = false, children }: Props) {
  const lab = useTexts(labTexts);
  const { view, step } = useLab();
  const panel = useRef<HTMLElement>(null);
  const noteFocus = useNextButton(panel, view.version);
  const noteSent = useNewestInView(panel, view.version);
  function noteSubmit() {
    noteSent();
    if (!keepsFocus) noteFocus();
  }
  return (
    <section ref={panel} aria-labelledby="step" className={styles.panel} onSubmit={noteSubmit}>
      <div>
        <p className={styles.place}>{lab.stepOf(LAB_STEPS.indexOf(step) + 1, LAB_STEPS.length)}</p>
        <h2 id="step">{heading}</h2>
      </div>
      <div className={styles.words}>{text}</div>
      {children}
    </section>
  );
}

/** Buttons side by side. */
export function Buttons({ children }: { children: ReactNode }) {
  return <div className={styles.buttons}>{children}</div>;
}

/** What a step is to leave behind, in words; shown once it has been seen. */
export function Lesson({ children }: { children: ReactNode }) {
  return (
    <p className={styles.lesson} data-lesson>
      {children}
    </p>
  );
}

/** Texts, a paragraph each. */
export function Paragraphs({ texts }: { texts: readonly string[] }) {
  return texts.map((text) => (
    <p key={text}>
      <IntlText>{text}</IntlText>
    </p>
  ));
}
