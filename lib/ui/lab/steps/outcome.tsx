"use client";

import type { LabRequest } from "@/lib/contract/lab";
import { IntlText } from "../../intl_text";
import { useTexts } from "../../language";
import { labOutcomeTexts } from "../../messages/lab_outcome";
import { useClock } from "../use_clock";
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
  const opened = request.status < 400;
  return (
    <div className={styles.outcome} data-opened={opened}>
      <OpenedIcon opened={opened} />
      <div className={styles.words}>
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

/** A keyhole's ring, open or crossed out. */
function OpenedIcon({ opened }: { opened: boolean }) {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" className={styles.icon}>
      <g fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
        <circle cx="10" cy="10" r="8" />
        {opened ? <path d="m6.5 10.5 2.5 2.5 4.5-5.5" /> : <path d="m7 7 6 6m0-6-6 6" />}
      </g>
    </svg>
  );
}
