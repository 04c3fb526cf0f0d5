"use client";

import { IntlText } from "../intl_text";
import { useLanguage, useTexts } from "../language";
import { accountTexts } from "../messages/account";
import { relativeTime, timeAgo } from "../time";
import styles from "./claims.module.css";

type Entries = Readonly<Record<string, unknown>>;

const TIMES = new Set(["exp", "iat", "nbf"]);

/** A decoded token: header and claims, which anyone who holds it can read. */
export function Claims({ header, claims, now }: { header: Entries; claims: Entries; now: number }) {
  const account = useTexts(accountTexts);
  return (
    <table className={styles.claims}>
      <caption className={styles.caption}>{account.claims}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{account.token.claim}</th>
          <th scope="col">{account.token.value}</th>
        </tr>
      </thead>
      <Part name={account.token.header} entries={header} now={now} />
      <Part name={account.token.payload} entries={claims} now={now} />
    </table>
  );
}

function Part({ name, entries, now }: { name: string; entries: Entries; now: number }) {
  const language = useLanguage();
  const { justNow } = useTexts(accountTexts);
  return (
    <tbody aria-label={name}>
      {Object.entries(entries).map(([claim, value]) => (
        <tr key={claim}>
          <th scope="row">{claim}</th>
          <td>
            {typeof value === "string" ? value : JSON.stringify(value)}
            {TIMES.has(claim) && typeof value === "number" && (
              <IntlText className={styles.meaning}>{when(claim, value * 1_000)}</IntlText>
            )}
          </td>
        </tr>
      ))}
    </tbody>
  );

  function when(claim: string, at: number): string {
    return claim === "iat" ? timeAgo(language, now - at, justNow) : relativeTime(language, at - now);
  }
}
