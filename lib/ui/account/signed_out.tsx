"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { useTexts } from "../language";
import { accountTexts } from "../messages/account";
import type { Mode } from "../mode";
import { EmptyCard } from "./empty_card";
import styles from "./signed_out.module.css";
import type { EndReason } from "./use_end_reason";

type Props = { endReasons: Record<Mode, EndReason | null>; notice: string | null; cookieAlert: ReactNode };

/** The account page where nobody is signed in: why, if somebody was, and the two ways to sign in. */
export function SignedOut({ endReasons, notice, cookieAlert }: Props) {
  const { signedOut } = useTexts(accountTexts);
  const heading = useRef<HTMLHeadingElement>(null);
  const reasons = Object.values(endReasons);
  const reason =
    (["signed-out", "other-tab", "ended"] as const).find((each) => reasons.includes(each)) ?? null;

  // What had the focus is gone with the cards.
  useEffect(() => {
    if (reason !== null && document.activeElement === document.body) heading.current?.focus();
  }, [reason]);

  return (
    <main id="content" tabIndex={-1} className={styles.signedOut}>
      <h1 ref={heading} tabIndex={-1}>
        {signedOut.heading[reason ?? "none"]}
      </h1>
      <p className={styles.text}>{signedOut.text[reason ?? "none"]}</p>
      {cookieAlert}
      {notice !== null && <p className={styles.notice}>{notice}</p>}
      <div className={styles.modes}>
        <EmptyCard mode="session" endReason={endReasons.session} alone />
        <EmptyCard mode="token" endReason={endReasons.token} alone />
      </div>
    </main>
  );
}
