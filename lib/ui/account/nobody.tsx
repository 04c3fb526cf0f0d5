"use client";

import { useEffect, useRef } from "react";
import { useMessages } from "../language";
import styles from "./nobody.module.css";
import { Vacancy } from "./vacancy";

type Props = { looking: boolean; ended: { session: boolean; token: boolean } };

/** Nobody is signed in, as far as we know; the ways in are here already while we still look for a refresh token. */
export function Nobody({ looking, ended }: Props) {
  const { account } = useMessages();
  const heading = useRef<HTMLHeadingElement>(null);
  const signedOut = ended.session || ended.token;

  useEffect(() => {
    if (signedOut) heading.current?.focus();
  }, [signedOut]);

  return (
    <main id="content" tabIndex={-1} className={styles.nobody}>
      <h1 ref={heading} tabIndex={-1}>
        {signedOut ? account.nobody.signedOut : account.nobody.heading}
      </h1>
      <p className={styles.text}>{account.nobody.text}</p>
      <p role="status" className={styles.looking}>
        {looking && account.nobody.looking}
      </p>
      <div className={styles.ways}>
        <Vacancy mode="session" ended={ended.session} takesFocus={false} />
        <Vacancy mode="token" ended={ended.token} takesFocus={false} />
      </div>
    </main>
  );
}
