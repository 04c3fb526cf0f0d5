"use client";

import { useAccount } from "../account/account_context";
import { EmptyCard } from "../account/empty_card";
import { useTexts } from "../language";
import { accountTexts } from "../messages/account";
import type { Mode } from "../mode";
import { useSite } from "../site";
import { SessionCard } from "./session_card";
import styles from "./this_browser.module.css";
import { TokenCard } from "./token_card";

/** Every credential of this browser as it is at this moment. */
export function ThisBrowser() {
  const { credentials, now, endReasons, tokenRefresh, reload } = useAccount();
  const { session, token } = credentials;
  const account = useTexts(accountTexts);
  const { modes } = useSite();
  /** Of a mode by which nobody signs in, there is only what still is, or has just ended. */
  const isShown = (mode: Mode) => modes.length > 1 || endReasons[mode] !== null;
  return (
    <section aria-labelledby="credentials">
      <h2 id="credentials">{account.credentials}</h2>
      <div className={styles.cards}>
        {session === null ? (
          isShown("session") && <EmptyCard mode="session" endReason={endReasons.session} />
        ) : (
          <SessionCard key={session.id} session={session} now={now} onSignOutFailed={reload} />
        )}
        {token === null ? (
          isShown("token") && <EmptyCard mode="token" endReason={endReasons.token} />
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
