"use client";

import { useRef } from "react";
import { LAB_DOORS } from "@/lib/contract/lab";
import { useTexts } from "../../language";
import { labElsewhereTexts } from "../../messages/lab_elsewhere";
import { labOutcomeTexts } from "../../messages/lab_outcome";
import { useLab } from "../use_lab";
import { ActButton } from "./act_button";
import { COPIED_STAGES, type Copied, copiedIn, THIEFS_COPY } from "./copied";
import styles from "./group.module.css";
import { Ordered, Ordinal, turnOf } from "./ordered";
import { Outcome } from "./outcome";
import { Buttons, Lesson } from "./step_panel";
import { useNextButton } from "./use_next_button";

/** Where each stands among the stages. */
const PLACES: Readonly<Record<Copied["next"], number>> = {
  keys: 0,
  steal: 0,
  signin: 1,
  end: 2,
  knock: 3,
  seen: 4,
};

/** The contrast: of a token whose sign-in was ended, a copy still opens at the neighbour. */
export function CopiedToken() {
  const elsewhere = useTexts(labElsewhereTexts);
  const outcome = useTexts(labOutcomeTexts);
  const { view, now } = useLab();
  const area = useRef<HTMLElement>(null);
  const noteFocus = useNextButton(area, view.version);
  const copied = copiedIn(view, now);
  const isSeen = copied.next === "seen";
  return (
    <section ref={area} onSubmit={noteFocus} aria-labelledby="copied-token" className={styles.group}>
      <h3 id="copied-token">{elsewhere.copies}</h3>
      <p>{elsewhere.copiesText}</p>
      <Ordered>
        {COPIED_STAGES.map((stage, place) => (
          <Ordinal
            key={stage}
            turn={turnOf(place, PLACES[copied.next])}
            later={elsewhere.stages[stage].later}
            done={elsewhere.stages[stage].done}
          >
            <Stage copied={copied} />
          </Ordinal>
        ))}
      </Ordered>
      {LAB_DOORS.map((door) => {
        const knock = copied.knocks[door];
        return knock && <Outcome key={knock.id} request={knock} label={outcome.doors[door]} />;
      })}
      {isSeen && (
        <>
          <Lesson>{elsewhere.thiefSeen}</Lesson>
          <ActButton act="steal" body={{}}>
            {elsewhere.onceMore}
          </ActButton>
        </>
      )}
    </section>
  );
}

/** The button of what comes next. */
function Stage({ copied: { next, signIn, knocks } }: { copied: Copied }) {
  const elsewhere = useTexts(labElsewhereTexts);
  const { stages } = elsewhere;
  // The phone comes first.
  const isFirst = useLab().view.findings.elsewhere.session === null && next !== "signin";
  const look = isFirst ? "secondary" : "primary";
  if (next === "end" && signIn !== null) {
    return (
      <ActButton act="end" body={{ sign_in: signIn }} look="primary">
        {stages.end.later}
      </ActButton>
    );
  }
  if (next === "knock") return <ThiefKnocks knocks={knocks} />;
  if (next === "steal") {
    return (
      <ActButton act="steal" body={{}} look={look}>
        {stages.steal.later}
      </ActButton>
    );
  }
  return (
    <div className={styles.group}>
      {next === "keys" && <p>{elsewhere.keysFirst}</p>}
      <ActButton act="signin" body={{}} look={look}>
        {next === "keys" ? elsewhere.newKeys : stages.signin.later}
      </ActButton>
    </div>
  );
}

function ThiefKnocks({ knocks }: Pick<Copied, "knocks">) {
  const elsewhere = useTexts(labElsewhereTexts);
  const labels = { ours: elsewhere.thiefOurs, neighbour: elsewhere.thiefNeighbour };
  const untried = LAB_DOORS.filter((door) => knocks[door] === null);
  return (
    <div className={styles.group}>
      <p>{elsewhere.stages.knock.later}</p>
      <Buttons>
        {(untried.length > 0 ? untried : LAB_DOORS).map((door) => (
          <ActButton key={door} act="knock" body={{ ...THIEFS_COPY, door }} look="primary">
            {labels[door]}
          </ActButton>
        ))}
      </Buttons>
    </div>
  );
}
