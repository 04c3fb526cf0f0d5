"use client";

import { useTexts } from "../../language";
import { labTakeTexts } from "../../messages/lab_take";
import { goneBy, heldKey, isSpent } from "../held";
import { useLab } from "../use_lab";
import { ActButton } from "./act_button";
import styles from "./step_panel.module.css";

/** Where the visitor holds nothing that opens, or that could be refreshed: says so, and offers new keys. */
export function KeysGone() {
  const take = useTexts(labTakeTexts);
  const { view, now } = useLab();
  const isGone = (kind: "session" | "access" | "refresh") => isSpent(heldKey(view, "you", kind), now);
  const areTokensGone = isGone("access") && isGone("refresh");
  if (!isGone("session") && !areTokensGone) return null;
  const why = new Set<"ranOut" | "ended">();
  if (isGone("session")) why.add(goneBy(view, "session", now));
  if (areTokensGone) why.add(goneBy(view, "refresh", now));
  return (
    <div className={styles.gone}>
      <h3>{take.gone.heading}</h3>
      <p>
        {why.size > 1 ? take.gone.both : take.gone[[...why][0] ?? "ended"]} {take.gone.text}
      </p>
      <ActButton act="signin" body={{}} look="primary">
        {take.gone.takeButton}
      </ActButton>
    </div>
  );
}
