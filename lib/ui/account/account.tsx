"use client";

import { type ReactNode, useEffect } from "react";
import type { CurrentCredentials } from "@/lib/pages/current_credentials";
import { Alert } from "../alert";
import { useTexts } from "../language";
import { accountTexts } from "../messages/account";
import styles from "./account.module.css";
import { Announcer } from "./announcer";
import { EmptyCard } from "./empty_card";
import { SessionCard } from "./session_card";
import { SignedOut } from "./signed_out";
import { TokenCard } from "./token_card";
import { useEndReason } from "./use_end_reason";
import { useNow } from "./use_now";
import { useReload } from "./use_reload";
import { useTokenRefresh } from "./use_token_refresh";
import { UserSummary } from "./user_summary";

type Props = {
  currentCredentials: CurrentCredentials;
  /** Why a form of this page was refused that the browser sent without scripts. */
  notice: string | null;
  /** Says why a sign-in does not last here, if so. */
  cookieAlert: ReactNode;
};

/** Who is signed in, and every credential of this browser as it is at this moment. */
export function Account({ currentCredentials, notice, cookieAlert }: Props) {
  const { session, token, sessionEnded, tokensEnded } = currentCredentials;
  const account = useTexts(accountTexts);
  const now = useNow(currentCredentials.now);
  const reloading = useReload();
  const { reload, look, unreachable } = reloading;
  const endReasons = {
    session: useEndReason("session", session?.id ?? null, sessionEnded),
    token: useEndReason("token", token?.id ?? null, tokensEnded),
  };

  const accessExpired = token !== null && (token.access === null || now >= token.access.expiresAt);
  const refreshable = token !== null && token.refresh !== null && endReasons.token === null;
  const tokenRefresh = useTokenRefresh(
    { id: token?.id ?? null, due: accessExpired && refreshable },
    reloading,
  );

  const hasExpired = (session !== null && now >= session.expiresAt) || (accessExpired && !refreshable);
  useEffect(() => {
    if (hasExpired) look();
  }, [hasExpired, look]);

  const user = session?.user ?? token?.user ?? null;
  const announcer = (
    <Announcer
      user={user}
      endReasons={{
        session: session === null ? endReasons.session : null,
        token: token === null ? endReasons.token : null,
      }}
    />
  );
  if (user === null) {
    return (
      <>
        <SignedOut endReasons={endReasons} notice={notice} cookieAlert={cookieAlert} />
        {announcer}
      </>
    );
  }
  const tokenUser = session !== null && token?.user.id !== session.user.id ? (token?.user ?? null) : null;
  return (
    <>
      <main id="content" tabIndex={-1} className={styles.account}>
        {notice !== null && <Alert>{notice}</Alert>}
        {unreachable && <Alert>{account.outOfDate}</Alert>}
        <UserSummary user={user} tokenUser={tokenUser} />
        <section aria-labelledby="credentials">
          <h2 id="credentials" className={styles.heading}>
            {account.credentials}
          </h2>
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
      </main>
      {announcer}
    </>
  );
}
