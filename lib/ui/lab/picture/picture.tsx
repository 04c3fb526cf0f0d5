"use client";

import { useTexts } from "../../language";
import { labPictureTexts } from "../../messages/lab_picture";
import { Doors } from "./doors";
import { Hooks } from "./hooks";
import { MarkedRowProvider } from "./marked_row";
import styles from "./picture.module.css";
import { Records } from "./records";

/** What everybody holds, what the server keeps, and the ways that the latest requests took. */
export function Picture() {
  const texts = useTexts(labPictureTexts);
  return (
    <MarkedRowProvider>
      <section className={styles.picture} aria-label={texts.picture}>
        <Doors />
        <div className={styles.columns}>
          <Hooks mode="session" />
          <Records />
          <Hooks mode="token" />
        </div>
      </section>
    </MarkedRowProvider>
  );
}
