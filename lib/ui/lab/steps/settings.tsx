"use client";

import { useTexts } from "../../language";
import { labTexts } from "../../messages/lab";
import { StepPanel } from "./step_panel";

export function Settings() {
  const lab = useTexts(labTexts);
  return (
    <StepPanel heading={lab.steps.settings} text={null}>
      {null}
    </StepPanel>
  );
}
