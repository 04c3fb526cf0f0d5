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
import { Buttons, Lesson } from "./step_panel";

/** The contrast: of a token whose sign-in was ended, a copy still opens at the neighbour. */
export function CopiedToken() {
  const elsewhere = useTexts(labElsewhereTexts);
  const outcome = useTexts(labOutcomeTexts);
  const { view } = useLab();
  const last = (door: LabDoor) => lastKnock(view, { holder: "thief", kind: "access", door });
  const [ours, neighbour] = [last("ours"), last("neighbour")];
  const knocks = [ours, neighbour].filter((knock) => knock !== null);
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
      {knocks.map((knock) => (
        <Outcome key={knock.id} request={knock} label={outcome.doors[knock.door]} />
      ))}
      {ours !== null && ours.status >= 400 && neighbour !== null && neighbour.status < 400 && (
        <Lesson>{elsewhere.thiefSeen}</Lesson>
      )}
    </section>
  );
}
