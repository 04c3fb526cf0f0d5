"use client";

import { useHydrated } from "../client/use_hydrated";
import { useLanguage, useMessages } from "../language";
import { moment, remaining, span } from "../time";
import styles from "./moment.module.css";

/** "2 min 11 s ago", and under it the date and time. */
export function Moment({ at, now }: { at: number; now: number }) {
  const language = useLanguage();
  const { account } = useMessages();
  return (
    <span className={styles.moment}>
      <span>{relative()}</span>
      <ExactMoment at={at} />
    </span>
  );

  function relative(): string {
    if (at > now) return account.inSpan(remaining(language, at - now));
    return now - at < 1_000 ? account.justNow : account.ago(span(language, now - at));
  }
}

/** Date and time: in UTC from the server, which does not know the reader's zone, and on the reader's clock after that. */
export function ExactMoment({ at }: { at: number }) {
  const language = useLanguage();
  const hydrated = useHydrated();
  return (
    <time dateTime={new Date(at).toISOString()} className={styles.exact}>
      {moment(language, at, hydrated ? "local" : "utc")}
    </time>
  );
}
