"use client";

import Link from "next/link";
import { useEffect } from "react";
import buttons from "../button.module.css";
import { useMessages } from "../language";
import { formPage, type Mode } from "../mode";
import { Card } from "./card";
import styles from "./empty_card.module.css";
import type { Over } from "./over";

/** `alone`: under the page's own heading, which says what happened, and takes the focus. */
type Props = { mode: Mode; over: Over; alone?: boolean };

/** Where the other credential would hang. `over`: it hung here until a moment ago. */
export function EmptyCard({ mode, over, alone = false }: Props) {
  const { account } = useMessages();
  const texts = account[mode];

  // The button that had the focus is gone with its card; the heading in its place takes over.
  useEffect(() => {
    if (over !== null && !alone && document.activeElement === document.body)
      document.getElementById(`card-${mode}`)?.focus();
  }, [over, alone, mode]);

  const intro = (
    <>
      {over === null && <p>{texts.noneText}</p>}
      <p role="status" className={styles.over} data-over={over ?? undefined}>
        {over === "signed-out" && (
          <>
            <Check />
            {texts.signedOut}
          </>
        )}
        {over === "ended" && texts.ended}
      </p>
    </>
  );

  return (
    <Card mode={mode} heading={texts.none} intro={intro} level={alone ? 2 : 3} vacant>
      <p>
        <Link className={buttons.secondary} href={formPage(mode, "signin")}>
          {texts.noneLink}
        </Link>
      </p>
    </Card>
  );
}

function Check() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className={styles.icon}>
      <path d="m2.5 8.5 3.5 3.5 7.5-8" fill="none" stroke="currentColor" strokeWidth="2" />
    </svg>
  );
}
