"use client";

import Link from "next/link";
import { useEffect } from "react";
import buttons from "../button.module.css";
import { useMessages } from "../language";
import { formPage, type Mode } from "../mode";
import { Card } from "./card";
import styles from "./vacancy.module.css";

type Props = { mode: Mode; ended: boolean; takesFocus?: boolean };

/** Where the other credential would hang. `ended`: it hung here until a moment ago. */
export function Vacancy({ mode, ended, takesFocus = true }: Props) {
  const { account } = useMessages();
  const texts = account[mode];

  // The button that had the focus is gone with its card; the heading in its place takes over.
  useEffect(() => {
    if (ended && takesFocus) document.getElementById(`card-${mode}`)?.focus();
  }, [ended, takesFocus, mode]);

  const intro = (
    <>
      {!ended && <p>{texts.noneText}</p>}
      <p role="status" className={styles.ended}>
        {ended && (
          <>
            <svg viewBox="0 0 16 16" aria-hidden="true" className={styles.icon}>
              <path d="m2.5 8.5 3.5 3.5 7.5-8" fill="none" stroke="currentColor" strokeWidth="2" />
            </svg>
            {texts.ended}
          </>
        )}
      </p>
    </>
  );

  return (
    <Card mode={mode} heading={texts.none} intro={intro} vacant>
      <p>
        <Link className={buttons.secondary} href={formPage(mode, "signin")}>
          {texts.noneLink}
        </Link>
      </p>
    </Card>
  );
}
