"use client";

import { useTexts } from "../../language";
import { labTexts } from "../../messages/lab";
import { StepPanel } from "./step_panel";

export function Lose() {
  const lab = useTexts(labTexts);
  return (
    <StepPanel heading={lab.steps.lose} text={null}>
      {null}
    </StepPanel>
  );
}
