"use client";

import { useTexts } from "../../language";
import { labTexts } from "../../messages/lab";
import { StepPanel } from "./step_panel";

export function Bend() {
  const lab = useTexts(labTexts);
  return (
    <StepPanel heading={lab.steps.bend} text={null}>
      {null}
    </StepPanel>
  );
}
