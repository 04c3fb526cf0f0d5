"use client";

import { type ReactNode, useEffect, useMemo } from "react";
import type { CurrentCredentials } from "@/lib/pages/current_credentials";
import { Alert } from "../alert";
import { useTexts } from "../language";
import { accountTexts } from "../messages/account";
import { type Account, AccountContext } from "./account_context";
import styles from "./account_frame.module.css";
import { Announcer } from "./announcer";
import { PagesNav } from "./pages_nav";
import { RefreshWithoutScripts } from "./refresh_without_scripts";
import { SignedOut } from "./signed_out";
import { useEndReason } from "./use_end_reason";
import { useNow } from "./use_now";
import { type Reload, useReload } from "./use_reload";
import { type TokenRefresh, useTokenRefresh } from "./use_token_refresh";

type Props = {
  currentCredentials: CurrentCredentials;
  /** Why a form of this page was refused that the browser sent without scripts. */
  notice: string | null;
  /** Says why a sign-in does not last here, if so. */
  cookieAlert: ReactNode;
  afterSignOut: string | null;
  children: ReactNode;
};

/**
 * What the pages of the account share: the way between them, and who is signed in at this moment. Where nobody is, it says why
 * in place of the page.
 */
export function AccountFrame({ currentCredentials, notice, cookieAlert, afterSignOut, children }: Props) {
  const { session, token, sessionEnded, tokensEnded } = currentCredentials;
  const account = useTexts(accountTexts);
  const now = useNow(currentCredentials.now);
  const reloading = useReload();
  const sessionEnd = useEndReason("session", session?.id ?? null, sessionEnded);
  const tokenEnd = useEndReason("token", token?.id ?? null, tokensEnded);
  const endReasons = useMemo(() => ({ session: sessionEnd, token: tokenEnd }), [sessionEnd, tokenEnd]);
  const tokenRefresh = useFreshCredentials(currentCredentials, now, tokenEnd !== null, reloading);
  const { reload, unreachable } = reloading;

  const user = session?.user ?? token?.user ?? null;
  const shared: Account = {
    credentials: currentCredentials,
    user: currentCredentials.user,
    now,
    endReasons,
    tokenRefresh,
    afterSignOut,
    reload,
  };
  return (
    <AccountContext value={shared}>
      {user === null ? (
        <SignedOut endReasons={endReasons} notice={notice} cookieAlert={cookieAlert} />
      ) : (
        <>
          <PagesNav />
          <main id="content" tabIndex={-1} className={styles.account}>
            {notice !== null && <Alert>{notice}</Alert>}
            {session === null && token?.access === null && <RefreshWithoutScripts />}
            {unreachable && <Alert>{account.outOfDate}</Alert>}
            {children}
          </main>
        </>
      )}
      <Announcer
        user={user}
        endReasons={{
          session: session === null ? sessionEnd : null,
          token: token === null ? tokenEnd : null,
        }}
      />
    </AccountContext>
  );
}

/** Refreshes tokens that have run out, and renders the page anew where nothing can be refreshed. */
function useFreshCredentials(
  { session, token }: CurrentCredentials,
  now: number,
  tokensEnded: boolean,
  reloading: Reload,
): TokenRefresh {
  const { look } = reloading;
  const accessExpired = token !== null && (token.access === null || now >= token.access.expiresAt);
  const refreshable = token !== null && token.refresh !== null && !tokensEnded;
  const tokenRefresh = useTokenRefresh(
    { id: token?.id ?? null, due: accessExpired && refreshable },
    reloading,
  );
  const hasExpired = (session !== null && now >= session.expiresAt) || (accessExpired && !refreshable);
  useEffect(() => {
    if (hasExpired) look();
  }, [hasExpired, look]);
  return tokenRefresh;
}
