"use client";

import { useEffect, useRef } from "react";
import { Button } from "../button";
import { useMessages } from "../language";
import { type Mode, REFRESH } from "../mode";
import { EmptyCard } from "./empty_card";
import type { Over } from "./over";
import styles from "./signed_out.module.css";

type Props = {
  looking: boolean;
  over: Record<Mode, Over>;
  notice: string | null;
  tokensInCookies: boolean;
};

/** Nobody is signed in, as far as we know; the ways in are here already while we still look for a refresh token. */
export function SignedOut({ looking, over, notice, tokensInCookies }: Props) {
  const { nobody } = useMessages().account;
  const heading = useRef<HTMLHeadingElement>(null);
  const signedOut = over.session === "signed-out" || over.token === "signed-out";
  const ended = !signedOut && (over.session === "ended" || over.token === "ended");

  // What had the focus is gone with the cards.
  useEffect(() => {
    if ((signedOut || ended) && document.activeElement === document.body) heading.current?.focus();
  }, [signedOut, ended]);

  return (
    <main id="content" tabIndex={-1} className={styles.nobody}>
      <h1 ref={heading} tabIndex={-1}>
        {signedOut ? nobody.signedOut : ended ? nobody.ended : nobody.heading}
      </h1>
      <p className={styles.text}>{ended ? nobody.endedText : nobody.text}</p>
      <p role="status" className={styles.looking}>
        {looking ? nobody.looking : notice}
      </p>
      {tokensInCookies && (
        // Scripts look by themselves.
        <noscript>
          <form method="post" action={REFRESH} className={styles.look}>
            <Button type="submit" look="secondary">
              {nobody.look}
            </Button>
          </form>
        </noscript>
      )}
      <div className={styles.ways}>
        <EmptyCard mode="session" over={over.session} alone />
        <EmptyCard mode="token" over={over.token} alone />
      </div>
    </main>
  );
}
