"use client";

import type { LabDoor, LabKeyKind } from "@/lib/contract/lab";
import { useTexts } from "../../language";
import { labPictureTexts } from "../../messages/lab_picture";
import type { Way, WayEnd } from "./way";
import styles from "./way_drawing.module.css";

/** How far from the left edge a way turns. */
const TURNS: Readonly<Record<WayEnd, number>> = { signature: 94, door: 166, records: 240 };
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
 * A key tag's way past the check of its signature, through a door, to the records behind it, and back. WayItem says the same in words.
 */
export function WayDrawing({ way, door, moves }: Props) {
  const [kind] = way.kinds;
  const turn = way.end === "door" && way.opened ? BEHIND : TURNS[way.end];
  const stop = way.opened ? turn : Math.min(turn, TURNS.door);
  const lines = (
    <>
      <path d={`M${FROM} 32H${turn}`} className={styles.way} />
      <path d={`M${turn} 42H${FROM + 2}m7 -6-7 6 7 6`} className={styles.back} data-opened={way.opened} />
    </>
  );
  return (
    <svg viewBox="0 0 292 88" aria-hidden="true" className={styles.drawing} data-kind={kind ?? "none"}>
      <path d={`M${FROM} 37H${door === "ours" ? 240 : 226}`} className={styles.track} />
      {!way.opened && lines}
      <Door open={way.opened} />
      {way.opened && lines}
      <Tag hasKey={kind !== undefined} />
      {kind !== undefined && <SignatureMark />}
      {door === "ours" && <Table touched={way.end === "records"} />}
      <EndMark x={stop} opened={way.opened} />
      {moves && <circle cx={FROM} cy="32" r="5" className={styles.dot} data-end={way.end} />}
      <Labels kind={kind} hasRecords={door === "ours"} />
    </svg>
  );
}

function Labels({ kind, hasRecords }: { kind: LabKeyKind | undefined; hasRecords: boolean }) {
  const { marks } = useTexts(labPictureTexts);
  return (
    <g className={styles.label}>
      {kind !== undefined && (
        <text x="94" y="84">
          {kind === "session" ? marks.seal : marks.signature}
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

/** Ajar where it has opened. */
function Door({ open }: { open: boolean }) {
  return (
    <g className={styles.door}>
      <rect x="148" y="7" width="36" height="60" rx="2" className={open ? styles.opening : styles.leaf} />
      {open ? (
        <path d="m148 7-13-5v70l13-5Z" className={styles.leaf} />
      ) : (
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

/** A tick, or a cross. */
function EndMark({ x, opened }: { x: number; opened: boolean }) {
  return (
    <g className={styles.end} data-opened={opened}>
      <circle cx={x} cy="37" r="10" />
      <path d={opened ? `M${x - 4.5} 37.5l3.2 3.2 6-7` : `M${x - 4} 33l8 8m0-8-8 8`} />
    </g>
  );
}
