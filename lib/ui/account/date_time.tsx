"use client";

import { useHydrated } from "../client/use_hydrated";
import { useLanguage, useTexts } from "../language";
import { accountTexts } from "../messages/account";
import { dateTime, duration, remaining } from "../time";
import styles from "./date_time.module.css";

/** "2 min 11 s ago", and under it the date and time. `at` and `now` in milliseconds since the epoch. */
export function RelativeTime({ at, now }: { at: number; now: number }) {
  const language = useLanguage();
  const account = useTexts(accountTexts);
  return (
    <span className={styles.relative}>
      <span>{relative()}</span>
      <DateTime at={at} />
    </span>
  );

  function relative(): string {
    if (at > now) return account.inDuration(remaining(language, at - now));
    return now - at < 1_000 ? account.justNow : account.ago(duration(language, now - at));
  }
}

/** Rendered in UTC by the server, which does not know the reader's time zone, and then in that zone by the browser. */
export function DateTime({ at }: { at: number }) {
  const language = useLanguage();
  const hydrated = useHydrated();
  return (
    <time dateTime={new Date(at).toISOString()} className={styles.dateTime}>
      {dateTime(language, at, hydrated ? "local" : "utc")}
    </time>
  );
}
