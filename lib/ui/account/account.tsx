"use client";

import { useCallback, useEffect, useState } from "react";
import type { CurrentCredentials } from "@/lib/pages/current_credentials";
import { hadTokens } from "../client/token_hint";
import { useHydrated } from "../client/use_hydrated";
import { useMessages } from "../language";
import type { Mode } from "../mode";
import styles from "./account.module.css";
import { EmptyCard } from "./empty_card";
import type { Over } from "./over";
import { Person } from "./person";
import { Problem } from "./problem";
import { SessionCard } from "./session_card";
import { SignedOut } from "./signed_out";
import { TokenCard } from "./token_card";
import { viewOfCookies } from "./token_view";
import { useAtEnd } from "./use_at_end";
import { useFreshOnReturn } from "./use_fresh_on_return";
import { useLast } from "./use_last";
import { useNow } from "./use_now";
import { useRendering } from "./use_rendering";
import { useSilentRefresh } from "./use_silent_refresh";
import { useTabToken } from "./use_tab_token";
import { useTokenNews } from "./use_token_news";

/**
 * Everything this browser holds, as it is at this moment.
 * @param notice what a button sent without scripts has to say
 */
export function Account({ held, notice }: { held: CurrentCredentials; notice: string | null }) {
  const { account } = useMessages();
  const { reload, knownSince } = useRendering(held.now);
  const now = useNow(held.now);
  const hydrated = useHydrated();
  const [over, setOver] = useState<Record<Mode, Over>>({ session: null, token: null });
  const inCookies = held.tokensTravelIn === "cookies";
  const tab = useTabToken(!inCookies);
  const { session } = held;
  // A rendering without the token that was here may come just before the next one: it stays until that is decided.
  const last = useLast(held.token);
  const token = inCookies ? viewOfCookies(held.token ?? (over.token === null ? last : null)) : tab.view;
  const expiresAt = token?.expiresAt ?? null;

  const end = useCallback(
    (mode: Mode, how: Over) => {
      // Who signs out while a refresh is under way hears of its end, too.
      setOver((before) => (before[mode] === "signed-out" ? before : { ...before, [mode]: how }));
      reload();
    },
    [reload],
  );
  const tokensEnded = useCallback(() => end("token", "ended"), [end]);

  useFreshOnReturn(reload);
  useTokenNews(inCookies, reload, tokensEnded);
  useAtEnd(session?.expiresAt ?? null, now, reload);
  // An access token may outlive its refresh token, but not by much.
  useAtEnd(over.token === null ? null : expiresAt, now, reload);
  useEffect(() => {
    // Another token is a new beginning.
    if (expiresAt !== null)
      setOver((before) => (before.token === null ? before : { ...before, token: null }));
  }, [expiresAt]);

  // With a session at hand a try is only worth it where there were tokens before; with nothing at hand, always.
  const wanted =
    hydrated && inCookies && token === null && over.token === null && (session === null || hadTokens());
  const looking = useSilentRefresh(
    { wanted, rendering: held.now, knownSince },
    { onRefreshed: reload, onEnded: tokensEnded },
  );

  if (session === null && token === null) {
    return (
      <SignedOut looking={looking || tab.pending} over={over} notice={notice} tokensInCookies={inCookies} />
    );
  }
  const person = session?.user ?? token?.user;
  const other = session !== null && token !== null && session.user.id !== token.user.id ? token.user : null;
  return (
    <main id="content" tabIndex={-1} className={styles.account}>
      {notice !== null && <Problem text={notice} />}
      {person !== undefined && <Person person={person} other={other} />}
      <section aria-labelledby="held">
        <h2 id="held" className={styles.heading}>
          {account.credentials}
        </h2>
        <div className={styles.cards}>
          {session === null ? (
            <EmptyCard mode="session" over={over.session} />
          ) : (
            <SessionCard session={session} now={now} onSignedOut={() => end("session", "signed-out")} />
          )}
          {token === null ? (
            <EmptyCard mode="token" over={over.token} />
          ) : (
            <TokenCard
              token={token}
              life={{ now, lost: inCookies && held.token === null, rendering: held.now, knownSince }}
              onRefreshed={reload}
              onEnded={tokensEnded}
              onSignedOut={() => end("token", "signed-out")}
            />
          )}
        </div>
      </section>
    </main>
  );
}
