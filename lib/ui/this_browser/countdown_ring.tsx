"use client";

import type { ReactNode } from "react";
import { IntlText } from "../intl_text";
import { useLanguage, useTexts } from "../language";
import { accountTexts } from "../messages/account";
import type { Mode } from "../mode";
import { Ring } from "../ring";
import { countdown, duration } from "../time";
import styles from "./countdown_ring.module.css";

/** Times in milliseconds since the epoch. */
type Props = { mode: Mode; label: string; from: number; to: number; now: number; children?: ReactNode };

const HOUR = 3_600_000;

/** How much of a lifetime is left, as a clock that counts down and as a ring that draws the same. */
export function CountdownRing({ mode, label, from, to, now, children }: Props) {
  const language = useLanguage();
  const account = useTexts(accountTexts);
  const left = Math.max(0, to - now);
  const share = to > from ? Math.min(1, left / (to - from)) : 0;
  return (
    <div className={styles.ring} data-mode={mode}>
      <div className={styles.dial}>
        <Ring share={share} width={7} />
        <p className={styles.face}>
          <IntlText className={left > 0 && left < HOUR ? styles.clock : styles.days}>
            {left === 0 ? account.expired : countdown(language, left)}
          </IntlText>
          <IntlText className={styles.total}>{account.ofTotal(duration(language, to - from))}</IntlText>
        </p>
      </div>
      <div className={styles.beside}>
        <p className={styles.label}>{label}</p>
        {children}
      </div>
    </div>
  );
}
