"use client";

import { useTexts } from "../../language";
import { labPictureTexts } from "../../messages/lab_picture";
import styles from "./state_word.module.css";
import type { TagState } from "./tags";

const SHAPES: Readonly<Record<TagState, string>> = {
  live: "M8 3a5 5 0 1 1 0 10A5 5 0 0 1 8 3Z",
  rotated: "M3.5 8a4.5 4.5 0 0 1 7.8-3M11.5 2v3.2H8.3M12.5 8a4.5 4.5 0 0 1-7.8 3M4.5 14v-3.2h3.2",
  ended: "m3.5 3.5 9 9m0-9-9 9",
  expired: "M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11ZM8 5v3.2l2 1.6",
};

/** Whether something still counts, in a word and a shape. */
export function StateWord({ state }: { state: TagState }) {
  const texts = useTexts(labPictureTexts);
  return (
    <span className={styles.state} data-state={state}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={SHAPES[state]} />
      </svg>
      {texts.states[state]}
    </span>
  );
}
