"use client";

import { useTexts } from "../../language";
import { labTexts } from "../../messages/lab";
import { StepPanel } from "./step_panel";

export function Saw() {
  const lab = useTexts(labTexts);
  return (
    <StepPanel heading={lab.steps.saw} text={null}>
      {null}
    </StepPanel>
  );
}
