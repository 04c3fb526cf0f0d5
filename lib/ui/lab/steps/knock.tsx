"use client";

import { LAB_DOORS, type LabDoor } from "@/lib/contract/lab";
import { useTexts } from "../../language";
import { labTexts } from "../../messages/lab";
import { labKnockTexts } from "../../messages/lab_knock";
import { labOutcomeTexts } from "../../messages/lab_outcome";
import { useLab } from "../use_lab";
import { ActButton } from "./act_button";
import { KeysGone } from "./keys_gone";
import styles from "./knock.module.css";
import { lastKnock } from "./knocks";
import { Outcome } from "./outcome";
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
      <div className={styles.doors}>
        {LAB_DOORS.map((door) => (
          <Door key={door} door={door} />
        ))}
      </div>
      {asked.every((request) => request !== null) && <Lesson>{knock.lesson}</Lesson>}
    </StepPanel>
  );
}

function Door({ door }: { door: LabDoor }) {
  const knock = useTexts(labKnockTexts);
  const outcome = useTexts(labOutcomeTexts);
  const { view } = useLab();
  return (
    <div className={styles.door}>
      <h3>{outcome.doors[door]}</h3>
      <p className={styles.about}>{knock.doors[door]}</p>
      <Buttons>
        {KINDS.map((kind) => (
          <ActButton key={kind} act="knock" body={{ holder: "you", kind, door }}>
            {knock.with[kind]}
          </ActButton>
        ))}
      </Buttons>
      {KINDS.map((kind) => {
        const request = lastKnock(view, { holder: "you", kind, door });
        return request && <Outcome key={kind} request={request} label={outcome.kinds[kind]} />;
      })}
    </div>
  );
}
