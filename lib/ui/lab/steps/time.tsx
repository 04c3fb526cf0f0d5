"use client";

import { useTexts } from "../../language";
import { labTexts } from "../../messages/lab";
import { StepPanel } from "./step_panel";

export function Time() {
  const lab = useTexts(labTexts);
  return (
    <StepPanel heading={lab.steps.time} text={null}>
      {null}
    </StepPanel>
  );
}
