"use client";

import { useTexts } from "../../language";
import { labTexts } from "../../messages/lab";
import { StepPanel } from "./step_panel";

export function Take() {
  const lab = useTexts(labTexts);
  return (
    <StepPanel heading={lab.steps.take} text={null}>
      {null}
    </StepPanel>
  );
}
