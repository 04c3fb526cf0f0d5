"use client";

import type { LabDoor } from "@/lib/contract/lab";
import { useTexts } from "../../language";
import { labElsewhereTexts } from "../../messages/lab_elsewhere";
import { labOutcomeTexts } from "../../messages/lab_outcome";
import { heldKey } from "../held";
import { useLab } from "../use_lab";
import { ActButton } from "./act_button";
import styles from "./group.module.css";
import { lastKnock } from "./knocks";
import { Ordered } from "./ordered";
import { Outcome } from "./outcome";
import { Buttons } from "./step_panel";

/** The contrast: of a token whose sign-in was ended, a copy still opens at the neighbour. */
export function CopiedToken() {
  const elsewhere = useTexts(labElsewhereTexts);
  const { view } = useLab();
  const hasCopy = heldKey(view, "thief", "access") !== null;
  return (
    <section aria-labelledby="copied-token" className={styles.group}>
      <h3 id="copied-token">{elsewhere.copies}</h3>
      <p>{elsewhere.copiesText}</p>
      <Ordered>
        <ActButton act="steal" body={{}}>
          {elsewhere.copy}
        </ActButton>
        <ActButton act="signin" body={{}}>
          {elsewhere.takeNew}
        </ActButton>
        <p>{elsewhere.endFormer}</p>
        {hasCopy ? (
          <Buttons>
            <ActButton act="knock" body={{ holder: "thief", kind: "access", door: "ours" }}>
              {elsewhere.thiefOurs}
            </ActButton>
            <ActButton act="knock" body={{ holder: "thief", kind: "access", door: "neighbour" }}>
              {elsewhere.thiefNeighbour}
            </ActButton>
          </Buttons>
        ) : (
          <p>{elsewhere.noCopy}</p>
        )}
      </Ordered>
      <ThiefKnock door="ours" />
      <ThiefKnock door="neighbour" />
    </section>
  );
}

function ThiefKnock({ door }: { door: LabDoor }) {
  const elsewhere = useTexts(labElsewhereTexts);
  const outcome = useTexts(labOutcomeTexts);
  const { view } = useLab();
  const knock = lastKnock(view, { holder: "thief", kind: "access", door });
  if (knock === null) return null;
  const opened = knock.status < 400;
  return (
    <div>
      <Outcome request={knock} label={outcome.doors[door]} />
      <p>{opened ? elsewhere.thiefOpened[door] : elsewhere.thiefRefused[door]}</p>
    </div>
  );
}
