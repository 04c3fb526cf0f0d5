"use client";

import { LAB_DOORS, type LabDoor, type LabKey, type LabRequest, type LabView } from "@/lib/contract/lab";
import { useTexts } from "../../language";
import { labElsewhereTexts } from "../../messages/lab_elsewhere";
import { labOutcomeTexts } from "../../messages/lab_outcome";
import { heldKey } from "../held";
import { useLab } from "../use_lab";
import { ActButton } from "./act_button";
import styles from "./group.module.css";
import { knocksOf } from "./knocks";
import { Ordered } from "./ordered";
import { Outcome } from "./outcome";
import { liveSignIns } from "./sign_ins";
import { Buttons, Lesson } from "./step_panel";

/** The contrast: of a token whose sign-in was ended, a copy still opens at the neighbour. */
export function CopiedToken() {
  const elsewhere = useTexts(labElsewhereTexts);
  const outcome = useTexts(labOutcomeTexts);
  const { view } = useLab();
  const copy = heldKey(view, "thief", "access");
  const former = liveSignIns(view).find(({ mode, where }) => mode === "token" && where === "former");
  const [ours, neighbour] = LAB_DOORS.map((door) => knockWith(view, copy, door));
  const hasEnded = copy !== null && copy.row === null;
  const isSeen = hasEnded && ours?.refusal != null && neighbour?.refusal === null;
  const next = isSeen ? 0 : nextOf(view, copy, former !== undefined);
  const lookOf = (place: number) => (place === next ? "primary" : "secondary");
  return (
    <section aria-labelledby="copied-token" className={styles.group}>
      <h3 id="copied-token">{elsewhere.copies}</h3>
      <p>{elsewhere.copiesText}</p>
      <Ordered>
        <ActButton act="steal" body={{}} look={lookOf(1)}>
          {elsewhere.copy}
        </ActButton>
        <ActButton act="signin" body={{}} look={lookOf(2)}>
          {elsewhere.takeNew}
        </ActButton>
        {former === undefined ? (
          <p>{elsewhere.noFormer}</p>
        ) : (
          <ActButton act="end" body={{ sign_in: former.id }} look={lookOf(3)}>
            {elsewhere.endFormer}
          </ActButton>
        )}
        {copy === null ? <p>{elsewhere.noCopy}</p> : <ThiefKnocks look={lookOf(4)} />}
      </Ordered>
      {[ours, neighbour].map(
        (knock) => knock && <Outcome key={knock.id} request={knock} label={outcome.doors[knock.door]} />,
      )}
      {isSeen && <Lesson>{elsewhere.thiefSeen}</Lesson>}
    </section>
  );
}

function ThiefKnocks({ look }: { look: "primary" | "secondary" }) {
  const elsewhere = useTexts(labElsewhereTexts);
  return (
    <Buttons>
      <ActButton act="knock" body={{ ...THIEF, door: "ours" }} look={look}>
        {elsewhere.thiefOurs}
      </ActButton>
      <ActButton act="knock" body={{ ...THIEF, door: "neighbour" }} look={look}>
        {elsewhere.thiefNeighbour}
      </ActButton>
    </Buttons>
  );
}

/** The place of what comes next; 0 before a sign-in of another device was ended, which comes first. */
function nextOf({ findings }: LabView, copy: LabKey | null, hasFormer: boolean): number {
  if (findings.elsewhere.session === null) return 0;
  if (copy === null) return 1;
  if (hasFormer) return 3;
  return copy.row === null ? 4 : 2;
}

const THIEF = { holder: "thief", kind: "access" } as const;

/** The last time that the thief knocked with that copy. */
function knockWith(view: LabView, copy: LabKey | null, door: LabDoor): LabRequest | undefined {
  return knocksOf(view, { ...THIEF, door })
    .filter(({ keys }) => copy !== null && keys.includes(copy.id))
    .at(-1);
}
