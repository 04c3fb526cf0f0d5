"use client";

import { useTexts } from "../../language";
import { labTexts } from "../../messages/lab";
import { StepPanel } from "./step_panel";

export function Elsewhere() {
  const lab = useTexts(labTexts);
  return (
    <StepPanel heading={lab.steps.elsewhere} text={null}>
      {null}
    </StepPanel>
  );
}
