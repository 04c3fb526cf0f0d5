"use client";

import type { FormRefusal } from "@/lib/contract/form_refusal";
import type { LabStep, LabView } from "@/lib/contract/lab";
import { useTexts } from "../language";
import { labTexts } from "../messages/lab";
import styles from "./lab.module.css";
import { LabClocks } from "./lab_clocks";
import { LabLeave } from "./lab_leave";
import { Picture } from "./picture/picture";
import { StepEnds } from "./step_ends";
import { STEP_PANELS } from "./steps/panels";
import { StepsNav } from "./steps_nav";
import { Strip } from "./strip/strip";
import { Told } from "./told";
import { LabProvider } from "./use_lab";

type Props = {
  view: LabView;
  step: LabStep;
  /** Why a form was refused that was sent without scripts. */
  refusal: FormRefusal | null;
  /** The payload that it was refused with. */
  payload: string | null;
};

/** The lab of a visitor who has one: a step, and around it what stays. */
export function Lab({ view, step, refusal, payload }: Props) {
  const lab = useTexts(labTexts);
  const Panel = STEP_PANELS[step];
  return (
    <LabProvider view={view} step={step} refusal={refusal} payload={payload}>
      <div className={styles.head}>
        <h1>{lab.heading}</h1>
        <LabClocks />
      </div>
      <StepsNav />
      <Panel key={step} />
      <Told />
      <StepEnds />
      <Picture />
      <LabLeave />
      <Strip />
    </LabProvider>
  );
}
