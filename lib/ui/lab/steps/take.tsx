"use client";

import { useTexts } from "../../language";
import { labTexts } from "../../messages/lab";
import { labTakeTexts } from "../../messages/lab_take";
import { useLab } from "../use_lab";
import { KeysGone } from "./keys_gone";
import { Paragraphs, StepPanel } from "./step_panel";
import styles from "./take.module.css";

/** Step 1: the guest, and what they hold. */
export function Take() {
  const lab = useTexts(labTexts);
  const take = useTexts(labTakeTexts);
  const { view } = useLab();
  return (
    <StepPanel heading={lab.steps.take} text={<Paragraphs texts={take.text} />}>
      <section aria-labelledby="guest" className={styles.guest}>
        <h3 id="guest">{take.guest}</h3>
        <dl className={styles.facts}>
          <dt>{take.username}</dt>
          <dd>
            <code>{view.guest.username}</code>
          </dd>
          <dt>{take.password}</dt>
          <dd>
            <code>{view.guest.password}</code>
          </dd>
        </dl>
      </section>
      <p>{take.held}</p>
      <KeysGone />
    </StepPanel>
  );
}
