"use client";

import { IntlText } from "../../intl_text";
import { useLanguage, useTexts } from "../../language";
import { labLoseTexts } from "../../messages/lab_lose";
import { CountdownRing } from "../../this_browser/countdown_ring";
import { duration } from "../../time";
import { useClock } from "../use_clock";
import { useLab } from "../use_lab";
import { ActButton } from "./act_button";
import { losingIn, THIEFS_KNOCKS } from "./losing";
import { Outcome } from "./outcome";
import { Lesson } from "./step_panel";
import { Waits } from "./waits";

/** With a long ACCESS_TOKEN_LIFETIME, minutes take too many of them; milliseconds. */
const LONG = 900_000;

/** The thief's token runs down at the neighbour's, and then what that shows. */
export function LoseWait() {
  const lose = useTexts(labLoseTexts);
  const { view, now } = useLab();
  const { token, overAt, later } = losingIn(view);
  if (token === null) return null;
  const { takenAt } = view.keys.find(({ id }) => id === token.copyOf) ?? token;
  // It was issued within a second of its being taken, and expires on a whole one.
  const life = Math.ceil((token.expiresAt - takenAt) / 1_000) * 1_000;
  return (
    <>
      {overAt === null && <p>{lose.wait.text}</p>}
      <CountdownRing
        mode="token"
        label={lose.wait.ring}
        from={token.expiresAt - life}
        to={token.expiresAt}
        now={now}
      />
      {later !== null && <Outcome request={later} label={lose.knocks.neighbour} />}
      {overAt === null ? (
        <>
          <Waits waits={token.expiresAt - now > LONG ? [180, 86_400] : [60, 180]} />
          <ActButton act="knock" body={THIEFS_KNOCKS.neighbour}>
            {lose.wait.again}
          </ActButton>
        </>
      ) : (
        <ActButton act="signin" body={{}}>
          {lose.replay}
        </ActButton>
      )}
    </>
  );
}

/** Why the two doors differ, and for how long they did. */
export function LoseLesson() {
  const lose = useTexts(labLoseTexts);
  const { view } = useLab();
  const { knocks, overAt } = losingIn(view);
  if (knocks.neighbour === null) return null;
  return (
    <Lesson>
      {overAt !== null && <Measured />} {lose.lesson}
    </Lesson>
  );
}

/** For how long the copy opened the neighbour's door. */
function Measured() {
  const language = useLanguage();
  const lose = useTexts(labLoseTexts);
  const clock = useClock();
  const { view } = useLab();
  const { token, signedOutAt } = losingIn(view);
  if (token === null || signedOutAt === null) return null;
  const longer = duration(language, token.expiresAt - signedOutAt);
  return <IntlText>{lose.measured(clock(signedOutAt), longer)}</IntlText>;
}
