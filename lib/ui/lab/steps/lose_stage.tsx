"use client";

import type { ReactNode } from "react";
import { IntlText } from "../../intl_text";
import { useClock } from "../use_clock";
import styles from "./lose.module.css";

type Props = {
  heading: string;
  /** What it offers comes later: the stage before it is not done. */
  later?: boolean;
  children: ReactNode;
};

/** A numbered part of a step. */
export function Stage({ heading, later = false, children }: Props) {
  return (
    <li className={styles.stage} data-later={later || undefined}>
      <h3>{heading}</h3>
      {!later && children}
    </li>
  );
}

/** Something that was done, and when. */
export function Done({ say, at }: { say: (time: string) => string; at: number }) {
  const clock = useClock();
  return (
    <p className={styles.done}>
      <IntlText>{say(clock(at))}</IntlText>
    </p>
  );
}
