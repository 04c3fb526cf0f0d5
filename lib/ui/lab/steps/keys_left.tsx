"use client";

import type { LabKey } from "@/lib/contract/lab";
import { IntlText } from "../../intl_text";
import { useLanguage, useTexts } from "../../language";
import { labOutcomeTexts } from "../../messages/lab_outcome";
import { labTimeTexts } from "../../messages/lab_time";
import { countdown } from "../../time";
import { heldKey } from "../held";
import { useLab } from "../use_lab";
import styles from "./time.module.css";

const KINDS = ["session", "access", "refresh"] as const;

/** How long each key of the visitor's is still good for. */
export function KeysLeft() {
  const language = useLanguage();
  const time = useTexts(labTimeTexts);
  const outcome = useTexts(labOutcomeTexts);
  const { view, now } = useLab();

  function left(key: LabKey | null): string {
    if (key === null) return time.none;
    if (key.expiresAt <= now) return time.runOut;
    return key.row === null ? time.ended : countdown(language, key.expiresAt - now);
  }

  return (
    <section aria-labelledby="left" className={styles.group}>
      <h3 id="left">{time.left}</h3>
      <dl className={styles.left}>
        {KINDS.map((kind) => {
          const key = heldKey(view, "you", kind);
          const over = key === null || key.row === null || key.expiresAt <= now;
          return (
            <div key={kind}>
              <dt>{outcome.kinds[kind]}</dt>
              <dd data-over={over || undefined}>
                <IntlText>{left(key)}</IntlText>
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
