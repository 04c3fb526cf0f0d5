"use client";

import type { LabHolder, LabKey } from "@/lib/contract/lab";
import { useTexts } from "../../language";
import { labPictureTexts } from "../../messages/lab_picture";
import { modesTexts } from "../../messages/modes";
import type { Mode } from "../../mode";
import { useLab } from "../use_lab";
import styles from "./hooks.module.css";
import { KeyTag } from "./key_tag";
import { holdersOf } from "./tags";

/** All that is held of a mode, by whom. */
export function Hooks({ mode }: { mode: Mode }) {
  const modes = useTexts(modesTexts);
  const { view } = useLab();
  return (
    <section className={styles.column} data-mode={mode} aria-labelledby={`hooks-${mode}`}>
      <h2 id={`hooks-${mode}`} className={styles.heading}>
        {modes[mode]}
      </h2>
      {holdersOf(view.keys, mode).map(([holder, held]) => (
        <Holder key={holder} holder={holder} held={held} mode={mode} />
      ))}
    </section>
  );
}

function Holder({ holder, held, mode }: { holder: LabHolder; held: readonly LabKey[]; mode: Mode }) {
  const texts = useTexts(labPictureTexts);
  return (
    <div className={styles.holder}>
      <h3 className={styles.name}>{texts.holders[holder]}</h3>
      <ul className={styles.board}>
        {held.map((credential) => (
          <li key={credential.id}>
            <KeyTag credential={credential} />
          </li>
        ))}
        {held.length === 0 && (
          <li className={styles.empty}>
            <span>{texts.nothing[mode]}</span>
          </li>
        )}
      </ul>
    </div>
  );
}
