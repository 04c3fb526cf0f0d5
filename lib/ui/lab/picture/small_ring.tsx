"use client";

import { IntlText } from "../../intl_text";
import { useLanguage, useTexts } from "../../language";
import { accountTexts } from "../../messages/account";
import { Ring } from "../../ring";
import { countdown, duration } from "../../time";
import styles from "./small_ring.module.css";

/** Times in milliseconds, by the lab's clock. */
type Props = { from: number; to: number; now: number };

/** How much of a lifetime is left, beside a line of text: as CountdownRing, smaller. */
export function SmallRing({ from, to, now }: Props) {
  const language = useLanguage();
  const account = useTexts(accountTexts);
  const left = Math.max(0, to - now);
  const share = to > from ? Math.min(1, left / (to - from)) : 0;
  return (
    <p className={styles.ring}>
      <Ring share={share} width={15} />
      <span>
        <IntlText className={styles.left}>
          {left === 0 ? account.expired : countdown(language, left)}
        </IntlText>{" "}
        <IntlText className={styles.total}>{account.ofTotal(duration(language, to - from))}</IntlText>
      </span>
    </p>
  );
}
