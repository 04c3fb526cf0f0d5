"use client";

import { useHydrated } from "../client/use_hydrated";
import { IntlText } from "../intl_text";
import { useLanguage, useTexts } from "../language";
import { accountTexts } from "../messages/account";
import { dateTime, timeAgo } from "../time";
import styles from "./date_time.module.css";

/** When something happened: "2 minutes ago", and under it the date and time. `at` and `now` in milliseconds since the epoch. */
export function RelativeTime({ at, now }: { at: number; now: number }) {
  const language = useLanguage();
  const account = useTexts(accountTexts);
  return (
    <span className={styles.relative}>
      <IntlText>{timeAgo(language, now - at, account.justNow)}</IntlText>
      <DateTime at={at} />
    </span>
  );
}

/** Rendered in UTC by the server, which does not know the reader's time zone, and then in that zone by the browser. */
export function DateTime({ at }: { at: number }) {
  const language = useLanguage();
  const hydrated = useHydrated();
  return (
    <time dateTime={new Date(at).toISOString()} className={styles.dateTime}>
      <IntlText>{dateTime(language, at, hydrated ? "local" : "utc")}</IntlText>
    </time>
  );
}
