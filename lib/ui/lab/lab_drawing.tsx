import type { Language } from "@/lib/contract/language";
import { labTexts } from "../messages/lab";
import drawing from "../mode_page/drawing.module.css";
import styles from "./lab_drawing.module.css";

/** Two keys on a rail, our door with its book of records, and the neighbour's door without one. */
export function LabDrawing({ language }: { language: Language }) {
  const { start } = labTexts[language];
  return (
    <svg viewBox="0 0 440 236" role="img" aria-label={start.picture} className={drawing.drawing}>
      <path d="M2 24h132" className={drawing.stroke} />
      <g className={styles.session}>
        <Tag x={34} label={start.session} />
      </g>
      <g className={styles.token}>
        <Tag x={102} label={start.token} />
      </g>

      <path d="M2 210h436" className={drawing.stroke} />
      <Door x={168} label={start.ours} />
      <rect x="254.75" y="108.75" width="58" height="70" rx="4" className={drawing.sheet} />
      <path d="M255 126.5h57M255 144.5h57M255 162.5h57" className={drawing.faint} />
      <path d="M263 118h30M263 136h38M263 154h24M263 171h34" className={drawing.writing} />
      <Door x={344} label={start.neighbour} />
    </svg>
  );
}

/** A key tag on its hook. */
function Tag({ x, label }: { x: number; label: string }) {
  return (
    <g transform={`translate(${x} 24)`}>
      <path d="M0 0v8a5 5 0 0 1-5 5" className={drawing.stroke} />
      <circle cx="0" cy="26" r="10" className={drawing.modeStroke} />
      <path d="M0 36v62m0-24h13v9H0m0 8h13" className={drawing.modeStroke} />
      <text x="0" y="124" textAnchor="middle" className={drawing.own}>
        {label}
      </text>
    </g>
  );
}

/** A door with a keyhole. */
function Door({ x, label }: { x: number; label: string }) {
  return (
    <g transform={`translate(${x} 0)`}>
      <rect x=".75" y="48.75" width="74" height="161" rx="3" className={drawing.sheet} />
      <rect x="11.5" y="60.5" width="53" height="60" rx="2" className={drawing.faint} />
      <rect x="11.5" y="134.5" width="53" height="62" rx="2" className={drawing.faint} />
      <path
        fillRule="evenodd"
        className={styles.plate}
        d="M56 112h6a4 4 0 0 1 4 4v22a4 4 0 0 1-4 4h-6a4 4 0 0 1-4-4v-22a4 4 0 0 1 4-4Zm3 7a3.6 3.6 0 0 0-1.8 6.7l-1.2 7.3h6l-1.2-7.3A3.6 3.6 0 0 0 59 119Z"
      />
      <text x="37.5" y="230" textAnchor="middle" className={drawing.label}>
        {label}
      </text>
    </g>
  );
}
