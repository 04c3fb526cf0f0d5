"use client";

import { LAB_STEPS, type LabStep } from "@/lib/contract/lab";
import buttons from "../button.module.css";
import { useTexts } from "../language";
import { labTexts } from "../messages/lab";
import { PageLink } from "../page_link";
import { stepPath } from "./paths";
import styles from "./step_ends.module.css";
import { useLab } from "./use_lab";

/** The foot of a step: to the step before and the next one. */
export function StepEnds() {
  const lab = useTexts(labTexts);
  const { step } = useLab();
  const at = LAB_STEPS.indexOf(step);
  return (
    <div className={styles.ends}>
      <End step={LAB_STEPS[at - 1]} what={lab.previous} look={buttons.secondary} />
      <End step={LAB_STEPS[at + 1]} what={lab.next} look={buttons.primary} />
    </div>
  );
}

function End({ step, what, look }: { step: LabStep | undefined; what: string; look: string | undefined }) {
  const lab = useTexts(labTexts);
  if (step === undefined) return null;
  return (
    <PageLink href={stepPath(step)} className={look}>
      {what}: {lab.steps[step]}
    </PageLink>
  );
}
