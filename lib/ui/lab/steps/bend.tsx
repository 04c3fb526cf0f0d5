"use client";

import type { LabBend } from "@/lib/contract/lab";
import { useTexts } from "../../language";
import { labTexts } from "../../messages/lab";
import { labBendTexts } from "../../messages/lab_bend";
import { labOutcomeTexts } from "../../messages/lab_outcome";
import { useLab } from "../use_lab";
import { ActButton } from "./act_button";
import styles from "./bend.module.css";
import { KeysGone } from "./keys_gone";
import { Outcome } from "./outcome";
import { PayloadForm } from "./payload_form";
import { Buttons, Lesson, Paragraphs, StepPanel } from "./step_panel";

/** What each changes, as it is written there. */
const OF_TOKEN: readonly (readonly [LabBend, string | null])[] = [
  ["user_1", "user_id"],
  ["never_expires", "exp"],
  ["alg_none", "alg: none"],
  ["another_key", null],
  ["refresh_as_access", null],
];

/** Step 3: keys that were changed, at both doors. */
export function Bend() {
  const lab = useTexts(labTexts);
  const bend = useTexts(labBendTexts);
  const { view } = useLab();
  return (
    <StepPanel heading={lab.steps.bend} text={<Paragraphs texts={bend.text} />}>
      <KeysGone />
      <div className={styles.beside}>
        <section aria-labelledby="bend-token" className={styles.group}>
          <h3 id="bend-token">{bend.token}</h3>
          <Buttons>
            {OF_TOKEN.map(([each, code]) => (
              <ActButton key={each} act="bend" body={{ bend: each }}>
                {bend.bends[each]}
                {code !== null && <code className={styles.code}>{code}</code>}
              </ActButton>
            ))}
          </Buttons>
        </section>
        <section aria-labelledby="bend-cookie" className={styles.group}>
          <h3 id="bend-cookie">{bend.cookie}</h3>
          <Buttons>
            <ActButton act="bend" body={{ bend: "flip_seal" }}>
              {bend.bends.flip_seal}
            </ActButton>
          </Buttons>
        </section>
      </div>
      {view.findings.bent.tried > 0 && <Lesson>{bend.lesson}</Lesson>}
      <div className={styles.beside}>
        <Attempt />
        <PayloadForm />
      </div>
    </StepPanel>
  );
}

/** What both doors said to the last attempt. */
function Attempt() {
  const bend = useTexts(labBendTexts);
  const outcome = useTexts(labOutcomeTexts);
  const { view } = useLab();
  const attempts = view.requests.filter((request) => request.act === "bend");
  const last = attempts.at(-1);
  if (last === undefined) return null;
  return (
    <section aria-labelledby="attempt" className={styles.attempt}>
      <h3 id="attempt">{last.bend === null ? bend.unchanged : bend.attempt(bend.bends[last.bend])}</h3>
      {attempts.slice(-2).map((request) => (
        <Outcome key={request.id} request={request} label={outcome.doors[request.door]} whole />
      ))}
    </section>
  );
}
