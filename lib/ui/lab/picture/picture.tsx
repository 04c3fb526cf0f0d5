"use client";

import type { LabStep } from "@/lib/contract/lab";
import { useTexts } from "../../language";
import { labPictureTexts } from "../../messages/lab_picture";
import { useLab } from "../use_lab";
import { Doors } from "./doors";
import { Hooks } from "./hooks";
import { MarkedRowProvider } from "./marked_row";
import styles from "./picture.module.css";
import { Records } from "./records";

/** Steps that are about what somebody holds: tags fall on their hooks, run down, or go empty. The others are about doors. */
const ABOUT_KEYS: readonly LabStep[] = ["take", "time", "elsewhere"];

/** What everybody holds, what the server keeps, and the ways that the latest requests took: first what the step is about. */
export function Picture() {
  const texts = useTexts(labPictureTexts);
  const { step } = useLab();
  const keysFirst = ABOUT_KEYS.includes(step);
  // That step has the doors itself.
  const doorsFirst = !keysFirst && step !== "knock";
  return (
    <MarkedRowProvider>
      <section className={styles.picture} aria-label={texts.picture}>
        {doorsFirst && <Doors />}
        <div className={styles.columns}>
          <Hooks mode="session" />
          <Records />
          <Hooks mode="token" />
        </div>
        {keysFirst && <Doors />}
      </section>
    </MarkedRowProvider>
  );
}
