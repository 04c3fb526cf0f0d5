"use client";

import { LAB_WAITS } from "@/lib/contract/lab";
import { useLanguage, useTexts } from "../../language";
import { labTexts } from "../../messages/lab";
import { labKnockTexts } from "../../messages/lab_knock";
import { labOutcomeTexts } from "../../messages/lab_outcome";
import { labTimeTexts } from "../../messages/lab_time";
import { upTo } from "../../time";
import { heldKey, isSpent } from "../held";
import { useLab } from "../use_lab";
import { ActButton } from "./act_button";
import { KeysGone } from "./keys_gone";
import { KeysLeft } from "./keys_left";
import { lastKnock } from "./knocks";
import { Outcome } from "./outcome";
import { Buttons, Paragraphs, StepPanel } from "./step_panel";
import styles from "./time.module.css";
import { Waits } from "./waits";

const KINDS = ["session", "access"] as const;

/** Step 4: the clock is set forward, and one sees what runs out, slides or is refreshed. */
export function Time() {
  const language = useLanguage();
  const lab = useTexts(labTexts);
  const time = useTexts(labTimeTexts);
  const { view } = useLab();
  const age = upTo(language, view.sessionAge * 1_000);
  return (
    <StepPanel heading={lab.steps.time} text={<Paragraphs texts={time.text(age)} />}>
      <div className={styles.columns}>
        <section aria-labelledby="forward" className={styles.group}>
          <h3 id="forward">{time.forward}</h3>
          <Waits waits={LAB_WAITS} />
        </section>
        <div className={styles.group}>
          <KeysLeft />
          <Refresh />
        </div>
        <Knocks />
      </div>
      <KeysGone />
    </StepPanel>
  );
}

/** Lit up once the access token has run out. */
function Refresh() {
  const time = useTexts(labTimeTexts);
  const { view, now } = useLab();
  const access = heldKey(view, "you", "access");
  if (isSpent(heldKey(view, "you", "refresh"), now)) return null;
  const isDue = access !== null && access.expiresAt <= now;
  return (
    <div className={isDue ? styles.due : undefined}>
      {isDue && <p>{time.refreshText}</p>}
      <ActButton act="refresh" body={{ holder: "you" }} look={isDue ? "primary" : "secondary"}>
        {time.refreshButton}
      </ActButton>
    </div>
  );
}

function Knocks() {
  const time = useTexts(labTimeTexts);
  const knock = useTexts(labKnockTexts);
  const outcome = useTexts(labOutcomeTexts);
  const { view } = useLab();
  return (
    <section aria-labelledby="time-knock" className={styles.group}>
      <h3 id="time-knock">{time.knock}</h3>
      <Buttons>
        {KINDS.map((kind) => (
          <ActButton key={kind} act="knock" body={{ holder: "you", kind, door: "ours" }}>
            {knock.with[kind]}
          </ActButton>
        ))}
      </Buttons>
      {KINDS.map((kind) => {
        const request = lastKnock(view, { holder: "you", kind, door: "ours" });
        return request && <Outcome key={kind} request={request} label={outcome.kinds[kind]} />;
      })}
    </section>
  );
}
