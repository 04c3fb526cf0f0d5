"use client";

import { LAB_DOORS, type LabDoor } from "@/lib/contract/lab";
import { useTexts } from "../../language";
import { LockPlate } from "../../lock_plate";
import { labPictureTexts } from "../../messages/lab_picture";
import { useLab } from "../use_lab";
import styles from "./doors.module.css";
import { requestsAt } from "./way";
import { WayItem } from "./way_item";

/** Both doors, each with the ways of the latest act to it, or else with the way before that, so that both can be compared. */
export function Doors() {
  return (
    <div className={styles.doors}>
      {LAB_DOORS.map((door) => (
        <Door key={door} door={door} />
      ))}
    </div>
  );
}

function Door({ door }: { door: LabDoor }) {
  const texts = useTexts(labPictureTexts).doors;
  const { view } = useLab();
  const { latest, before } = requestsAt(door, view);
  return (
    <article className={styles.door} data-door={door} aria-labelledby={`door-${door}`}>
      {door === "ours" ? <LockPlate className={styles.plate} /> : <Seal />}
      <h2 id={`door-${door}`} className={styles.heading}>
        {texts[door].at}
      </h2>
      <p className={styles.text}>{texts[door].text}</p>
      {latest.length === 0 && (
        <p className={styles.idle}>
          {texts.idle} {before !== null && texts.before}
        </p>
      )}
      <ol className={styles.ways}>
        {latest.map((request) => (
          <WayItem key={request.id} request={request} />
        ))}
        {before !== null && <WayItem key={before.id} request={before} isEarlier />}
      </ol>
    </article>
  );
}

/** All that the neighbour has: the key that checks seals. */
function Seal() {
  return (
    <svg viewBox="0 0 24 64" aria-hidden="true" className={styles.plate}>
      <rect x="1" y="1" width="22" height="62" rx="7" fill="none" stroke="currentColor" strokeWidth="2" />
      <path
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
        d="M12 20a5 5 0 1 0 0 10 5 5 0 0 0 0-10Zm0 10v14m0-8h4m-4 5h4"
      />
    </svg>
  );
}
