import type { Language } from "@/lib/contract/language";
import { explainTexts } from "../messages/explain";
import styles from "./drawing.module.css";

const ROWS = [
  { y: 68, width: 64 },
  { y: 94, width: 82 },
  { y: 146, width: 58 },
  { y: 172, width: 74 },
];

/** A sealed envelope in the browser points to one row of a ledger on the server. */
export function SessionDrawing({ language }: { language: Language }) {
  const { session } = explainTexts[language];
  return (
    <svg viewBox="8 0 352 204" role="img" aria-label={session.picture} className={styles.drawing}>
      <text x="8" y="26" className={styles.place}>
        {session.browser}
      </text>
      <text x="204" y="26" className={styles.place}>
        {session.server}
      </text>

      <rect x="8.75" y="86.75" width="124" height="86" rx="6" className={styles.sheet} />
      <path d="M11 89 61 126M130 89 80 126" className={styles.stroke} />
      <path d="M11 170 52 136M130 170 89 136" className={styles.faint} />
      <path
        className={styles.mode}
        fillRule="evenodd"
        d="M70.5 112a18 18 0 1 1 0 36 18 18 0 0 1 0-36Zm0 9.5a4.4 4.4 0 0 0-2.2 8.2l-1.5 7.3h7.4l-1.5-7.3a4.4 4.4 0 0 0-2.2-8.2Z"
      />
      <text x="70.5" y="196" textAnchor="middle" className={styles.label}>
        {session.cookie}
      </text>

      <rect x="204.75" y="44.75" width="148" height="154" rx="6" className={styles.sheet} />
      <path d="M206 68.5h146M206 94.5h146M206 172.5h146" className={styles.faint} />
      {ROWS.map(({ y, width }) => (
        <path key={y} d={`M218 ${y + 13}h12m10 0h${width}`} className={styles.writing} />
      ))}
      <path d="M218 57h26m16 0h34" className={styles.writing} />
      <rect x="198.75" y="119.75" width="160" height="27" rx="4" className={styles.row} />
      <circle cx="224" cy="133" r="3.5" className={styles.mode} />
      <text x="240" y="137.5" className={styles.own}>
        {session.row}
      </text>

      <path d="M93 132.5C128 135 160 133 188 133" className={styles.pointer} />
      <path d="m184 127.5 8 5.5-8 5.5" className={styles.modeStroke} />
    </svg>
  );
}
