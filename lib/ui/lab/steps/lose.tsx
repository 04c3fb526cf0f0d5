"use client";

import type { ReactNode } from "react";
import { useTexts } from "../../language";
import { labTexts } from "../../messages/lab";
import { labLoseTexts } from "../../messages/lab_lose";
import { heldKey } from "../held";
import { useLab } from "../use_lab";
import { ActButton } from "./act_button";
import { KeysGone } from "./keys_gone";
import styles from "./lose.module.css";
import { Done, Stage } from "./lose_stage";
import { LoseLesson, LoseWait } from "./lose_wait";
import { losingIn, THIEFS_KNOCKS } from "./losing";
import { Outcome } from "./outcome";
import { Buttons, Paragraphs, StepPanel } from "./step_panel";

const KNOCKS = ["session", "access", "refresh", "neighbour"] as const;

/** Step 5: a thief copies the keys, and the visitor signs out. Each act is offered once the one before it is done. */
export function Lose() {
  const lab = useTexts(labTexts);
  const lose = useTexts(labLoseTexts);
  const { view } = useLab();
  const losing = losingIn(view);
  const { copiedAt, signedOutAt } = losing;
  return (
    <StepPanel heading={lab.steps.lose} text={<Paragraphs texts={lose.text} />}>
      {copiedAt === null && <KeysGone />}
      <ol className={styles.stages}>
        <Stage heading={lose.steal.heading}>
          {copiedAt === null ? (
            <Offered>
              <ActButton act="steal" body={{}} look="primary">
                {lose.steal.button}
              </ActButton>
            </Offered>
          ) : (
            <Done say={lose.steal.done} at={copiedAt} />
          )}
        </Stage>
        <Stage heading={lose.signOut.heading} later={copiedAt === null}>
          {signedOutAt === null ? (
            <ActButton act="signout" body={{}} look="primary">
              {lose.signOut.button}
            </ActButton>
          ) : (
            <Done say={lose.signOut.done} at={signedOutAt} />
          )}
        </Stage>
        <Stage heading={lose.knocks.heading} later={signedOutAt === null}>
          <ThiefKnocks />
        </Stage>
        <Stage heading={lose.wait.heading} later={losing.knocks.neighbour === null}>
          <LoseWait />
        </Stage>
      </ol>
      <LoseLesson />
    </StepPanel>
  );
}

/** Only while there is something to copy. */
function Offered({ children }: { children: ReactNode }) {
  const { view } = useLab();
  const isHeld = heldKey(view, "you", "session") !== null || heldKey(view, "you", "access") !== null;
  return isHeld ? children : null;
}

function ThiefKnocks() {
  const lose = useTexts(labLoseTexts);
  const { view } = useLab();
  const { knocks } = losingIn(view);
  return (
    <>
      <Buttons>
        {KNOCKS.filter((each) => knocks[each] === null).map((each) =>
          each === "refresh" ? (
            <ActButton key={each} act="refresh" body={{ holder: "thief" }}>
              {lose.knocks.refresh}
            </ActButton>
          ) : (
            <ActButton key={each} act="knock" body={THIEFS_KNOCKS[each]}>
              {lose.knocks[each]}
            </ActButton>
          ),
        )}
      </Buttons>
      {KNOCKS.map((each) => {
        const request = knocks[each];
        return request && <Outcome key={each} request={request} label={lose.knocks[each]} />;
      })}
    </>
  );
}
