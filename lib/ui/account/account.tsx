"use client";

import { useRouter } from "next/navigation";
import { useCallback, useState } from "react";
import type { CredentialsInHand } from "@/lib/pages/credentials_in_hand";
import { hadTokens } from "../client/token_hint";
import { useHydrated } from "../client/use_hydrated";
import { useMessages } from "../language";
import type { Mode } from "../mode";
import styles from "./account.module.css";
import { Nobody } from "./nobody";
import { Person } from "./person";
import { SessionCard } from "./session_card";
import { TokenCard } from "./token_card";
import { viewOfCookies } from "./token_view";
import { useAtEnd } from "./use_at_end";
import { useFreshOnReturn } from "./use_fresh_on_return";
import { useNow } from "./use_now";
import { useSilentRefresh } from "./use_silent_refresh";
import { useTabToken } from "./use_tab_token";
import { Vacancy } from "./vacancy";

/** Everything this browser holds, as it is at this moment. */
export function Account({ held }: { held: CredentialsInHand }) {
  const { account } = useMessages();
  const router = useRouter();
  const now = useNow(held.now);
  const hydrated = useHydrated();
  const [ended, setEnded] = useState<Record<Mode, boolean>>({ session: false, token: false });
  const inCookies = held.tokensTravelIn === "cookies";
  const tab = useTabToken(!inCookies);
  const { session } = held;
  const token = inCookies ? viewOfCookies(held.token) : tab.view;
  const reload = useCallback(() => router.refresh(), [router]);
  useFreshOnReturn();
  useAtEnd(session?.expiresAt ?? null, now, reload);

  // With a session at hand a try is only worth it where there were tokens before; with nothing at hand, always.
  const worthATry =
    hydrated && inCookies && token === null && !ended.token && (session === null || hadTokens());
  const looking = useSilentRefresh(worthATry, reload);

  function over(mode: Mode) {
    setEnded((before) => ({ ...before, [mode]: true }));
    router.refresh();
  }

  if (session === null && token === null) {
    return <Nobody looking={looking || tab.pending} ended={ended} />;
  }
  const person = session?.user ?? token?.user;
  const other = session !== null && token !== null && session.user.id !== token.user.id ? token.user : null;
  return (
    <main id="content" tabIndex={-1} className={styles.account}>
      {person !== undefined && <Person person={person} other={other} />}
      <section aria-labelledby="held">
        <h2 id="held" className={styles.heading}>
          {account.credentials}
        </h2>
        <div className={styles.cards}>
          {session === null ? (
            <Vacancy mode="session" ended={ended.session} />
          ) : (
            <SessionCard session={session} now={now} onSignedOut={() => over("session")} />
          )}
          {token === null ? (
            <Vacancy mode="token" ended={ended.token} />
          ) : (
            <TokenCard token={token} now={now} onRefreshed={reload} onSignedOut={() => over("token")} />
          )}
        </div>
      </section>
    </main>
  );
}
