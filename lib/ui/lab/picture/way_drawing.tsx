"use client";

import type { LabDoor } from "@/lib/contract/lab";
import { useTexts } from "../../language";
import { labPictureTexts } from "../../messages/lab_picture";
import { ResultMark } from "./result_mark";
import type { Way, WayEnd } from "./way";
import styles from "./way_drawing.module.css";

/** How far from the left edge a way turns. */
const TURNS: Readonly<Record<WayEnd, number>> = { signature: 78, door: 166, records: 240 };
/** Behind a door that has opened, where nothing is asked. */
const BEHIND = 206;
const FROM = 44;

type Props = {
  way: Way;
  door: LabDoor;
  /** A dot goes the way once. */
  moves: boolean;
};

/**
 * A key tag's way past the check of its signature or the lock of its encryption, through a door, to the records behind it, and back. The
 * neighbour has no key to such a lock. WayItem says the same in words.
 */
export function WayDrawing({ way, door, moves }: Props) {
  const [kind] = way.kinds;
  const opened = way.result === "opened" || way.result === "alarm";
  const check = kind === "session" ? (door === "ours" ? "seal" : null) : kind && "signature";
  const turn = way.end === "door" && opened ? BEHIND : TURNS[way.end];
  const stop = opened ? turn : Math.min(turn, TURNS.door);
  const lines = (
    <>
      <path d={`M${FROM} 32H${turn}`} className={styles.way} />
      <path d={`M${turn} 42H${FROM + 2}m7 -6-7 6 7 6`} className={styles.back} data-result={way.result} />
    </>
  );
  return (
    <svg viewBox="0 0 292 88" aria-hidden="true" className={styles.drawing} data-kind={kind ?? "none"}>
      <path d={`M${FROM} 37H${door === "ours" ? 240 : 226}`} className={styles.track} />
      {!opened && lines}
      <Door open={opened} isMarked={stop === TURNS.door} />
      {opened && lines}
      <Tag hasKey={kind !== undefined} />
      {check === "signature" && <SignatureMark />}
      {check === "seal" && <Lock />}
      {door === "ours" && <Table touched={way.end === "records"} />}
      <ResultMark x={stop} y={37} result={way.result} />
      {moves && <circle cx={FROM} cy="32" r="5" className={styles.dot} data-end={way.end} />}
      <Labels check={check ?? null} hasRecords={door === "ours"} />
    </svg>
  );
}

function Labels({ check, hasRecords }: { check: "seal" | "signature" | null; hasRecords: boolean }) {
  const { marks } = useTexts(labPictureTexts);
  return (
    <g className={styles.label}>
      {check !== null && (
        <text x="94" y="84">
          {check === "seal" ? marks.seal : marks.signature}
        </text>
      )}
      <text x="166" y="84">
        {marks.door}
      </text>
      {hasRecords && (
        <text x="264" y="84">
          {marks.records}
        </text>
      )}
    </g>
  );
}

/** The credential that was sent, or the place of one. */
function Tag({ hasKey }: { hasKey: boolean }) {
  return (
    <g className={hasKey ? styles.tag : styles.noTag}>
      <rect x="1" y="21" width="38" height="32" rx="6" />
      <circle cx="11" cy="37" r="4" className={styles.hole} />
      <path d="M20 32h12M20 41h8" />
    </g>
  );
}

function SignatureMark() {
  return (
    <g className={styles.seal} transform="translate(-18 1)">
      <circle cx="112" cy="36" r="14" />
      <path d="M104 39c3-9 6-10 6-4s-3 6 0 3 4-7 6-5-2 6 1 5 2-3 4-3" />
    </g>
  );
}

/** Only the server opens it. */
function Lock() {
  return (
    <g className={styles.seal}>
      <circle cx="94" cy="37" r="14" />
      <path d="M88 36h12v8H88Zm2.5 0v-3a3.5 3.5 0 0 1 7 0v3" />
    </g>
  );
}

/** Ajar where it has opened. @param isMarked the result's mark stands on it, where its keyhole is */
function Door({ open, isMarked }: { open: boolean; isMarked: boolean }) {
  return (
    <g className={styles.door}>
      <rect x="148" y="7" width="36" height="60" rx="2" className={open ? styles.opening : styles.leaf} />
      {open ? (
        <path d="m148 7-13-5v70l13-5Z" className={styles.leaf} />
      ) : isMarked ? null : (
        <path
          d="M176 33a2.5 2.5 0 0 1 1 4.8l.8 4.2h-3.6l.8-4.2a2.5 2.5 0 0 1 1-4.8Z"
          className={styles.keyhole}
        />
      )}
    </g>
  );
}

function Table({ touched }: { touched: boolean }) {
  return (
    <g className={styles.table} data-touched={touched}>
      <rect x="240" y="13" width="48" height="48" rx="4" />
      <rect x="240" y="29" width="48" height="16" className={styles.touched} />
      <path d="M250 21h6m6 0h16M250 37h6m6 0h18M250 53h6m6 0h12" />
    </g>
  );
}
