import type { Language } from "@/lib/contract/language";
import { explainTexts } from "../messages/explain";
import styles from "./drawing.module.css";

const SIGNATURE =
  "M0 14c6-16 14-18 12-7S4 22 9 20 22 2 26 4s-8 14-3 14 9-10 12-10 -3 9 1 9 7-8 10-8 0 7 5 6 8-4 14-4";

/** Two signed slips of paper, each with a clock; the refresh token fetches the next access token. */
export function TokenDrawing({ language }: { language: Language }) {
  const { token } = explainTexts[language];
  return (
    <svg viewBox="8 4 352 220" role="img" aria-label={token.picture} className={styles.drawing}>
      <Slip y={8} name={token.access} />
      <Slip y={140} name={token.refresh} />

      <path d="M46 140V96" className={styles.pointer} />
      <path d="m40.5 100 5.5-8 5.5 8" className={styles.modeStroke} />
      <text x="60" y="120" className={styles.label}>
        {token.fetches}
      </text>

      <circle cx="300" cy="36" r="28" className={styles.sheet} />
      <path d="M300 36V13a23 23 0 0 1 16.3 6.7Z" className={styles.mode} />
      <path d="M300 13v-5M323 36h5M300 59v5M277 36h-5" className={styles.stroke} />
      <text x="300" y="86" textAnchor="middle" className={styles.label}>
        {token.minutes}
      </text>

      <circle cx="300" cy="168" r="28" className={styles.sheet} />
      <path d="M300 168v-23a23 23 0 1 1-19.9 11.5Z" className={styles.mode} />
      <path d="M300 145v-5M323 168h5M300 191v5M277 168h-5" className={styles.stroke} />
      <text x="300" y="218" textAnchor="middle" className={styles.label}>
        {token.days}
      </text>
    </svg>
  );
}

function Slip({ y, name }: { y: number; name: string }) {
  return (
    <g transform={`translate(8 ${y})`}>
      <rect x=".75" y=".75" width="220" height="78" rx="6" className={styles.sheet} />
      <text x="16" y="26" className={styles.own}>
        {name}
      </text>
      <path d="M16 44h84M16 58h58" className={styles.writing} />
      <path d="M128 62.5h76" className={styles.faint} />
      <g transform="translate(132 40)">
        <path d={SIGNATURE} className={styles.modeStroke} />
      </g>
    </g>
  );
}
