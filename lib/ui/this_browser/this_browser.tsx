"use client";

import { useAccount } from "../account/account_context";
import { EmptyCard } from "../account/empty_card";
import { useTexts } from "../language";
import { accountTexts } from "../messages/account";
import { SessionCard } from "./session_card";
import styles from "./this_browser.module.css";
import { TokenCard } from "./token_card";

/** Every credential of this browser as it is at this moment. */
export function ThisBrowser() {
  const { credentials, now, endReasons, tokenRefresh, reload } = useAccount();
  const { session, token } = credentials;
  const account = useTexts(accountTexts);
  return (
    <section aria-labelledby="credentials">
      <h2 id="credentials">{account.credentials}</h2>
      <div className={styles.cards}>
        {session === null ? (
          <EmptyCard mode="session" endReason={endReasons.session} />
        ) : (
          <SessionCard key={session.id} session={session} now={now} onSignOutFailed={reload} />
        )}
        {token === null ? (
          <EmptyCard mode="token" endReason={endReasons.token} />
        ) : (
          <TokenCard
            key={token.id}
            token={token}
            now={now}
            tokenRefresh={tokenRefresh}
            onSignOutFailed={reload}
          />
        )}
      </div>
    </section>
  );
}
