"use client";

import type { LabRequest } from "@/lib/contract/lab";
import { IntlText } from "../../intl_text";
import { useTexts } from "../../language";
import { labOutcomeTexts } from "../../messages/lab_outcome";
import { WarningIcon } from "../../warning_icon";
import { useClock } from "../use_clock";
import { useLab } from "../use_lab";
import styles from "./outcome.module.css";
import { useOutcome } from "./use_outcome";

type Props = {
  request: LabRequest;
  /** What stands before it: the door, or the key. */
  label: string;
  /** Shows the answer, too, as it came. */
  whole?: boolean;
};

/** What became of a request: opened or refused, why, and when. */
export function Outcome({ request, label, whole = false }: Props) {
  const outcome = useTexts(labOutcomeTexts);
  const { verdict, reason } = useOutcome();
  const clock = useClock();
  const { view } = useLab();
  const state = stateOf(request);
  const isBefore = view.forwardedAt !== null && request.at < view.forwardedAt;
  return (
    <div
      className={styles.outcome}
      data-state={state}
      data-before={isBefore || undefined}
      data-newest={view.latest.includes(request.id)}
    >
      <StateIcon state={state} />
      <div className={styles.words}>
        {isBefore && <p className={styles.before}>{outcome.before}</p>}
        <p>
          <strong className={styles.verdict}>
            {label}: {verdict(request)}
          </strong>{" "}
          {request.refusal !== null && <code className={styles.code}>{request.refusal}</code>}
        </p>
        <p className={styles.reason}>
          <IntlText>{`${reason(request)} ${outcome.at(clock(request.at))}`}</IntlText>
        </p>
        {whole && (
          <figure>
            <figcaption className="visually-hidden">{outcome.answer}</figcaption>
            <pre className={styles.answer}>{request.answer}</pre>
          </figure>
        )}
      </div>
    </div>
  );
}

/** What opens to a thief is an alarm, and what stays shut has held. */
type State = "opened" | "refused" | "alarm" | "held";

function stateOf({ status, holder }: LabRequest): State {
  if (status < 400) return holder === "thief" ? "alarm" : "opened";
  return holder === "thief" ? "held" : "refused";
}

/** A ring with a tick or a cross; for a thief a warning, or a shackle that is shut. */
function StateIcon({ state }: { state: State }) {
  if (state === "alarm") return <WarningIcon className={styles.icon} />;
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" className={styles.icon}>
      <g fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
        {state === "held" ? (
          <path d="M4 9h12v9H4zM6.5 9V6a3.5 3.5 0 0 1 7 0v3" />
        ) : (
          <>
            <circle cx="10" cy="10" r="8" />
            <path d={state === "opened" ? "m6.5 10.5 2.5 2.5 4.5-5.5" : "m7 7 6 6m0-6-6 6"} />
          </>
        )}
      </g>
    </svg>
  );
}
