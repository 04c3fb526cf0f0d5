"use client";

import { useTexts } from "../../language";
import { labTexts } from "../../messages/lab";
import { StepPanel } from "./step_panel";

export function Knock() {
  const lab = useTexts(labTexts);
  return (
    <StepPanel heading={lab.steps.knock} text={null}>
      {null}
    </StepPanel>
  );
}
