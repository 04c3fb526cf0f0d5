"use client";

import { IntlText } from "../intl_text";
import { useLanguage, useTexts } from "../language";
import { labTexts } from "../messages/lab";
import { countdown, duration } from "../time";
import styles from "./lab_clocks.module.css";
import { useClock } from "./use_clock";
import { useLab } from "./use_lab";

const MINUTE = 60_000;

/** The lab's own clock, and what is left of its hour. */
export function LabClocks() {
  const language = useLanguage();
  const lab = useTexts(labTexts);
  const { view, now, realNow } = useLab();
  const clock = useClock();
  const ahead = view.now - view.realNow;
  const left = view.endsAt - realNow;
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{lab.clock}</dt>
        <dd>
          <IntlText className={styles.time}>{clock(now)}</IntlText>
          {ahead >= MINUTE && (
            <IntlText className={styles.ahead}>{lab.ahead(duration(language, ahead))}</IntlText>
          )}
        </dd>
      </div>
      <div>
        <dt>{left > 0 ? lab.left : lab.over}</dt>
        <dd>
          <IntlText className={styles.time}>{countdown(language, left)}</IntlText>
        </dd>
      </div>
    </dl>
  );
}
