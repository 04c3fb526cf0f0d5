"use client";

import { useRef } from "react";
import type { LabView } from "@/lib/contract/lab";
import { useTexts } from "../../language";
import { labTexts } from "../../messages/lab";
import { labElsewhereTexts } from "../../messages/lab_elsewhere";
import { labOutcomeTexts } from "../../messages/lab_outcome";
import { heldKey, isSpent } from "../held";
import { useLab } from "../use_lab";
import { ActButton } from "./act_button";
import { CopiedToken } from "./copied_token";
import styles from "./group.module.css";
import { knocksOf, lastKnock } from "./knocks";
import { Outcome } from "./outcome";
import { SignInList } from "./sign_in_list";
import { Buttons, Lesson, StepPanel } from "./step_panel";
import { useNextButton } from "./use_next_button";

/** A sign-in of another device, ended from this browser. */
export function Elsewhere() {
  const lab = useTexts(labTexts);
  const elsewhere = useTexts(labElsewhereTexts);
  const { view, now } = useLab();
  const isSignedIn = (["session", "access"] as const).some(
    (kind) => !isSpent(heldKey(view, "you", kind), now),
  );
  return (
    <StepPanel heading={lab.steps.elsewhere} keepsFocus text={<p>{elsewhere.lead}</p>}>
      <div className={styles.sides}>
        <div className={styles.group}>
          <PhoneButtons />
          <SignInList isSignedIn={isSignedIn} />
          <PhoneKnock />
        </div>
        <CopiedToken />
      </div>
    </StepPanel>
  );
}

/** The phone signs in, and knocks while it has a cookie. */
function PhoneButtons() {
  const elsewhere = useTexts(labElsewhereTexts);
  const { view } = useLab();
  const area = useRef<HTMLDivElement>(null);
  const noteFocus = useNextButton(area, view.version);
  const phone = heldKey(view, "phone", "session");
  return (
    <div ref={area} onSubmit={noteFocus}>
      <Buttons>
        <ActButton act="phone" body={{}} look={phone === null ? "primary" : "secondary"}>
          {phone === null ? elsewhere.phone : elsewhere.phoneAgain}
        </ActButton>
        {phone !== null && (
          <ActButton act="knock" body={PHONE} look={nextIsKnock(view) ? "primary" : "secondary"}>
            {elsewhere.knock}
          </ActButton>
        )}
      </Buttons>
    </div>
  );
}

const PHONE = { holder: "phone", kind: "session", door: "ours" } as const;

/** Whether the phone has not knocked since it signed in, or since its sign-in was ended. */
function nextIsKnock(view: LabView): boolean {
  const since = Math.max(
    heldKey(view, "phone", "session")?.takenAt ?? 0,
    view.findings.elsewhere.session?.endedAt ?? 0,
  );
  return knocksOf(view, PHONE, since).length === 0;
}

/** What became of the phone's last knock; where its sign-in has ended since, that it may knock again. */
function PhoneKnock() {
  const elsewhere = useTexts(labElsewhereTexts);
  const outcome = useTexts(labOutcomeTexts);
  const { view } = useLab();
  const knock = lastKnock(view, PHONE);
  const endedAt = view.findings.elsewhere.session?.endedAt ?? 0;
  const isRefused = knock !== null && knock.status >= 400;
  if (knock === null || (endedAt > knock.at && !isRefused)) {
    const key = heldKey(view, "phone", "session");
    return key !== null && key.row === null && key.takenAt <= endedAt ? <p>{elsewhere.phoneHas}</p> : null;
  }
  return (
    <>
      <Outcome request={knock} label={outcome.holders.phone} />
      <Lesson>{isRefused ? elsewhere.phoneRefused : elsewhere.phoneOpened}</Lesson>
    </>
  );
}
