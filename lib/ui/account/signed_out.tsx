"use client";

import { type ReactNode, useEffect, useRef } from "react";
import buttons from "../button.module.css";
import { useTexts } from "../language";
import { accountTexts } from "../messages/account";
import { formTexts } from "../messages/form";
import { formPage, type Mode } from "../mode";
import { PageLink } from "../page_link";
import { useSite } from "../site";
import { EmptyCard } from "./empty_card";
import styles from "./signed_out.module.css";
import type { EndReason } from "./use_end_reason";

type Props = { endReasons: Record<Mode, EndReason | null>; notice: string | null; cookieAlert: ReactNode };

/** The account page where nobody is signed in: why, if somebody was, and the ways to sign in. */
export function SignedOut({ endReasons, notice, cookieAlert }: Props) {
  const { signedOut } = useTexts(accountTexts);
  const { modes } = useSite();
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
      <p className={styles.text}>{signedOut.text[reason ?? (modes.length === 1 ? "only" : "none")]}</p>
      {cookieAlert}
      {notice !== null && <p className={styles.notice}>{notice}</p>}
      {modes.length === 1 ? (
        <SignIn mode={modes[0]} />
      ) : (
        <div className={styles.modes}>
          {modes.map((mode) => (
            <EmptyCard key={mode} mode={mode} endReason={endReasons[mode]} alone />
          ))}
        </div>
      )}
    </main>
  );
}

function SignIn({ mode }: { mode: Mode }) {
  const form = useTexts(formTexts);
  return (
    <p className={styles.signIn}>
      <PageLink className={buttons.primary} href={formPage(mode, "signin")}>
        {form.signInButton}
      </PageLink>
    </p>
  );
}
