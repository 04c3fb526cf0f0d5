import styles from "./result_mark.module.css";
import type { Result } from "./way";

type Props = {
  /** Its middle in the drawing. */
  x: number;
  y: number;
  result: Result;
};

/** How a way ended: a tick or a cross; for a thief a warning sign, or a lock. 20 wide. */
export function ResultMark({ x, y, result }: Props) {
  return (
    <g className={styles.mark} data-result={result} transform={`translate(${x} ${y})`}>
      {result === "alarm" ? (
        <path d="M0-12 13 10H-13Z" className={styles.sign} />
      ) : (
        <circle r="10" className={styles.sign} />
      )}
      <path d={SIGNS[result]} className={styles.stroke} />
    </g>
  );
}

const SIGNS: Readonly<Record<Result, string>> = {
  opened: "m-4.5.5 3.2 3.2 6-7",
  refused: "m-4-4 8 8m0-8-8 8",
  held: "M-4.5-.5h9v5.5h-9ZM-2.5-.5v-2a2.5 2.5 0 0 1 5 0v2",
  alarm: "M0-4v6M0 6v.01",
};
