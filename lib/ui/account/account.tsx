"use client";

import { useEffect } from "react";
import type { CurrentCredentials } from "@/lib/pages/current_credentials";
import { Alert } from "../alert";
import { useTexts } from "../language";
import { accountTexts } from "../messages/account";
import styles from "./account.module.css";
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
};

/** Who is signed in, and every credential of this browser as it is at this moment. */
export function Account({ currentCredentials, notice }: Props) {
  const { session, token, tokensEnded } = currentCredentials;
  const account = useTexts(accountTexts);
  const now = useNow(currentCredentials.now);
  const { reload, loading } = useReload();
  const [sessionEnd, setSessionEnd] = useEndReason(session !== null, false);
  const [tokenEnd, setTokenEnd] = useEndReason(token !== null, tokensEnded);

  const accessExpired = token !== null && (token.access === null || now >= token.access.expiresAt);
  const refreshable = token !== null && token.refresh !== null && tokenEnd === null;
  const tokenRefresh = useTokenRefresh(accessExpired && refreshable, loading, reload);

  const hasExpired = (session !== null && now >= session.expiresAt) || (accessExpired && !refreshable);
  useEffect(() => {
    if (hasExpired) reload();
  }, [hasExpired, reload]);

  if (session === null && token === null)
    return <SignedOut endReasons={{ session: sessionEnd, token: tokenEnd }} notice={notice} />;
  const user = session?.user ?? token?.user;
  const tokenUser = session !== null && token?.user.id !== session.user.id ? (token?.user ?? null) : null;
  return (
    <main id="content" tabIndex={-1} className={styles.account}>
      {notice !== null && <Alert>{notice}</Alert>}
      {user !== undefined && <UserSummary user={user} tokenUser={tokenUser} />}
      <section aria-labelledby="credentials">
        <h2 id="credentials" className={styles.heading}>
          {account.credentials}
        </h2>
        <div className={styles.cards}>
          {session === null ? (
            <EmptyCard mode="session" endReason={sessionEnd} />
          ) : (
            <SessionCard
              session={session}
              now={now}
              onSignedOut={() => {
                setSessionEnd("signed-out");
                reload();
              }}
            />
          )}
          {token === null ? (
            <EmptyCard mode="token" endReason={tokenEnd} />
          ) : (
            <TokenCard
              token={token}
              now={now}
              tokenRefresh={tokenRefresh}
              onSignedOut={() => {
                setTokenEnd("signed-out");
                reload();
              }}
            />
          )}
        </div>
      </section>
    </main>
  );
}
