import styles from "./ring.module.css";

type Props = {
  /** What is left, from 0 to 1. */
  share: number;
  /** Of the line; the ring itself is 120 wide. */
  width: number;
};

/** A ring of which a share is drawn, in the mode's colour. Words beside it say the same. */
export function Ring({ share, width }: Props) {
  const circle = { cx: 60, cy: 60, r: 58.5 - width / 2, strokeWidth: width };
  return (
    <svg viewBox="0 0 120 120" aria-hidden="true">
      <circle {...circle} className={styles.track} />
      <circle
        {...circle}
        pathLength="1000"
        strokeDasharray={`${Math.round(share * 1000)} 1000`}
        transform="rotate(-90 60 60)"
        className={styles.rest}
      />
    </svg>
  );
}
