"use client";

import { useEffect } from "react";
import buttons from "../button.module.css";
import { useTexts } from "../language";
import { accountTexts } from "../messages/account";
import { formPage, type Mode } from "../mode";
import { PageLink } from "../page_link";
import { useSite } from "../site";
import { Card } from "./card";
import styles from "./empty_card.module.css";
import type { EndReason } from "./use_end_reason";

type Props = {
  mode: Mode;
  /** Why the credential that was here is gone; null where none was. */
  endReason: EndReason | null;
  /** Under a page heading that says itself what happened, and takes the focus. */
  alone?: boolean;
};

/** Shown in place of a credential that is not there, with a link to the form that gets one. */
export function EmptyCard({ mode, endReason, alone = false }: Props) {
  const account = useTexts(accountTexts);
  const texts = account[mode];
  const isInUse = useSite().modes.includes(mode);

  // The sign-out button that had the focus is gone with its card: the heading in its place gets it.
  useEffect(() => {
    if (endReason !== null && !alone && document.activeElement === document.body)
      document.getElementById(`card-${mode}`)?.focus();
  }, [endReason, alone, mode]);

  const intro =
    endReason === null ? (
      <p>{texts.emptyText}</p>
    ) : (
      <p className={styles.endReason} data-reason={endReason}>
        {endReason !== "ended" && <Check />}
        {texts.end[endReason]}
      </p>
    );

  return (
    <Card mode={mode} heading={texts.empty} intro={intro} level={alone ? 2 : 3} empty>
      {isInUse && (
        <p>
          <PageLink className={buttons.secondary} href={formPage(mode, "signin")}>
            {texts.emptyLink}
          </PageLink>
        </p>
      )}
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
