"use client";

import { useTexts } from "../../language";
import { labTexts } from "../../messages/lab";
import { labElsewhereTexts } from "../../messages/lab_elsewhere";
import { heldKey, isSpent } from "../held";
import { useLab } from "../use_lab";
import { ActButton } from "./act_button";
import { CopiedToken } from "./copied_token";
import { lastKnock } from "./knocks";
import { Outcome } from "./outcome";
import { SignInList } from "./sign_in_list";
import { Buttons, StepPanel } from "./step_panel";

/** A sign-in of another device, ended from this browser. */
export function Elsewhere() {
  const lab = useTexts(labTexts);
  const elsewhere = useTexts(labElsewhereTexts);
  const { view, now } = useLab();
  const phone = heldKey(view, "phone", "session");
  const isSignedIn = (["session", "access"] as const).some(
    (kind) => !isSpent(heldKey(view, "you", kind), now),
  );
  return (
    <StepPanel heading={lab.steps.elsewhere} text={<p>{elsewhere.lead}</p>}>
      <Buttons>
        <ActButton act="phone" body={{}} look={phone === null ? "primary" : "secondary"}>
          {phone === null ? elsewhere.phone : elsewhere.phoneAgain}
        </ActButton>
        {phone !== null && (
          <ActButton act="knock" body={{ holder: "phone", kind: "session", door: "ours" }}>
            {elsewhere.knock}
          </ActButton>
        )}
      </Buttons>
      <SignInList isSignedIn={isSignedIn} />
      <PhoneKnock />
      <CopiedToken />
    </StepPanel>
  );
}

/** What became of the phone's last knock; where its sign-in has ended since, that it may knock again. */
function PhoneKnock() {
  const elsewhere = useTexts(labElsewhereTexts);
  const { view } = useLab();
  const knock = lastKnock(view, { holder: "phone", kind: "session", door: "ours" });
  const ended = view.findings.elsewhere;
  const isBefore = knock === null || (ended !== null && ended.endedAt > knock.at);
  const hasKey = heldKey(view, "phone", "session") !== null;
  if (isBefore) return ended !== null && hasKey ? <p>{elsewhere.phoneHas}</p> : null;
  return (
    <div>
      <Outcome request={knock} label={elsewhere.where.phone} />
      <p>{knock.status < 400 ? elsewhere.phoneOpened : elsewhere.phoneRefused}</p>
    </div>
  );
}
