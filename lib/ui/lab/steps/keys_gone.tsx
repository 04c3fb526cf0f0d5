"use client";

import { useTexts } from "../../language";
import { labTakeTexts } from "../../messages/lab_take";
import { heldKey, isSpent } from "../held";
import { useLab } from "../use_lab";
import { ActButton } from "./act_button";
import styles from "./step_panel.module.css";

/** Where the visitor holds nothing that opens, or that could be refreshed: says so, and offers new keys. */
export function KeysGone() {
  const { gone } = useTexts(labTakeTexts);
  const { view, now } = useLab();
  const isGone = (kind: "session" | "access" | "refresh") => isSpent(heldKey(view, "you", kind), now);
  if (!isGone("session") && !(isGone("access") && isGone("refresh"))) return null;
  return (
    <div className={styles.gone}>
      <h3>{gone.heading}</h3>
      <p>{gone.text}</p>
      <ActButton act="signin" body={{}} look="primary">
        {gone.takeButton}
      </ActButton>
    </div>
  );
}
