import type { ComponentType } from "react";
import type { LabStep } from "@/lib/contract/lab";
import { Bend } from "./bend";
import { Elsewhere } from "./elsewhere";
import { Knock } from "./knock";
import { Lose } from "./lose";
import { Saw } from "./saw";
import { Settings } from "./settings";
import { Take } from "./take";
import { Time } from "./time";
import { Twice } from "./twice";

/** What each step of the lab shows above the picture. */
export const STEP_PANELS: Readonly<Record<LabStep, ComponentType>> = {
  take: Take,
  knock: Knock,
  bend: Bend,
  time: Time,
  lose: Lose,
  twice: Twice,
  elsewhere: Elsewhere,
  saw: Saw,
  settings: Settings,
};
