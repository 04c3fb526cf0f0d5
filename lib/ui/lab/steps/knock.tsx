"use client";

import { LAB_DOORS, type LabDoor } from "@/lib/contract/lab";
import { useTexts } from "../../language";
import { labTexts } from "../../messages/lab";
import { labKnockTexts } from "../../messages/lab_knock";
import { DoorPair, DoorPanel } from "../picture/door_panel";
import { useLab } from "../use_lab";
import { ActButton } from "./act_button";
import { KeysGone } from "./keys_gone";
import { lastKnock } from "./knocks";
import { Buttons, Lesson, Paragraphs, StepPanel } from "./step_panel";

const KINDS = ["session", "access"] as const;

/** Step 2: "who am I?", with each key at each door. */
export function Knock() {
  const lab = useTexts(labTexts);
  const knock = useTexts(labKnockTexts);
  const { view } = useLab();
  const asked = KINDS.map((kind) => lastKnock(view, { holder: "you", kind, door: "neighbour" }));
  return (
    <StepPanel heading={lab.steps.knock} text={<Paragraphs texts={knock.text} />}>
      <KeysGone />
      <DoorPair>
        {LAB_DOORS.map((door) => (
          <Door key={door} door={door} />
        ))}
      </DoorPair>
      {asked.every((request) => request !== null) && <Lesson>{knock.lesson}</Lesson>}
    </StepPanel>
  );
}

function Door({ door }: { door: LabDoor }) {
  const knock = useTexts(labKnockTexts);
  const { view } = useLab();
  const last = KINDS.flatMap((kind) => lastKnock(view, { holder: "you", kind, door }) ?? []);
  return (
    <DoorPanel door={door} level={3} requests={last}>
      <Buttons>
        {KINDS.map((kind) => (
          <ActButton key={kind} act="knock" body={{ holder: "you", kind, door }}>
            {knock.with[kind]}
          </ActButton>
        ))}
      </Buttons>
    </DoorPanel>
  );
}
