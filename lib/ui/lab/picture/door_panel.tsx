"use client";

import type { ReactNode } from "react";
import type { LabDoor, LabRequest } from "@/lib/contract/lab";
import { useTexts } from "../../language";
import { LockPlate } from "../../lock_plate";
import { labPictureTexts } from "../../messages/lab_picture";
import { useLab } from "../use_lab";
import styles from "./door_panel.module.css";
import { WayItem } from "./way_item";

type Props = {
  door: LabDoor;
  /** The heading's level: one below that of the heading before it. */
  level: 2 | 3;
  /** Whose ways are shown; those of the latest act move. */
  requests: readonly LabRequest[];
  /** What stands above the ways. */
  children?: ReactNode;
};

/** The panels of both doors, as two leaves. */
export function DoorPair({ children }: { children: ReactNode }) {
  return (
    <div className={styles.frame}>
      <div className={styles.pair}>{children}</div>
    </div>
  );
}

/** A door, what it knows, and the ways of requests to it. */
export function DoorPanel({ door, level, requests, children }: Props) {
  const texts = useTexts(labPictureTexts).doors;
  const { view } = useLab();
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <article className={styles.door} data-door={door} aria-labelledby={`door-${door}`}>
      {door === "ours" ? <LockPlate className={styles.plate} /> : <Seal />}
      <Heading id={`door-${door}`} className={styles.heading}>
        {texts[door].heading}
      </Heading>
      <p className={styles.text}>{texts[door].text}</p>
      <div className={styles.inside}>
        {children}
        <ol className={styles.ways}>
          {requests.map((request) => (
            <WayItem key={request.id} request={request} isEarlier={!view.latest.includes(request.id)} />
          ))}
        </ol>
      </div>
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
