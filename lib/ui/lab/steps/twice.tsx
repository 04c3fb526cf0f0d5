"use client";

import { useTexts } from "../../language";
import { labTexts } from "../../messages/lab";
import { StepPanel } from "./step_panel";

export function Twice() {
  const lab = useTexts(labTexts);
  return (
    <StepPanel heading={lab.steps.twice} text={null}>
      {null}
    </StepPanel>
  );
}
