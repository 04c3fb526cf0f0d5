"use client";

import { IntlText } from "../../intl_text";
import { useLanguage, useTexts } from "../../language";
import { labPictureTexts } from "../../messages/lab_picture";
import { Ring } from "../../ring";
import { duration } from "../../time";
import styles from "./small_ring.module.css";

const SECOND = 1_000;

/** Times in milliseconds, by the lab's clock. */
type Props = { from: number; to: number; now: number };

/** How much of a lifetime is left, beside a line of text: as CountdownRing, smaller. */
export function SmallRing({ from, to, now }: Props) {
  const language = useLanguage();
  const texts = useTexts(labPictureTexts);
  const left = Math.max(0, to - now);
  const share = to > from ? Math.min(1, left / (to - from)) : 0;
  return (
    <p className={styles.ring}>
      <Ring share={share} width={15} />
      <IntlText>
        {left === 0
          ? texts.runOut
          : texts.left(duration(language, Math.ceil(left / SECOND) * SECOND), duration(language, to - from))}
      </IntlText>
    </p>
  );
}
