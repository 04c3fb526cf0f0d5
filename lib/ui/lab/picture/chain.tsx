"use client";

import type { LabKey } from "@/lib/contract/lab";
import { useTexts } from "../../language";
import { labPictureTexts } from "../../messages/lab_picture";
import { useLab } from "../use_lab";
import styles from "./chain.module.css";
import { StateWord } from "./state_word";
import { chainOf, tagState } from "./tags";

/** The refresh tokens before this one, and it: each but the last has a successor. */
export function Chain({ credential }: { credential: LabKey }) {
  const texts = useTexts(labPictureTexts);
  const { view, now } = useLab();
  const chain = chainOf(credential, view.keys);
  if (chain.length === 0) return null;
  return (
    <ol className={styles.chain} aria-label={texts.chain}>
      {chain.map((key) => (
        <li key={key.id}>
          <code>R{key.place}</code>
          <StateWord state={tagState(key, view.rows, now)} />
        </li>
      ))}
    </ol>
  );
}
