"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { refreshTokens } from "../client/refresh_tokens";
import { onTokenChange } from "../client/token_news";
import { useLanguage } from "../language";

export type RefreshState = "idle" | "busy" | "unreachable";

export type TokenRefresh = {
  state: RefreshState;
  /** When this page last refreshed; milliseconds since the epoch, on this browser's clock. */
  refreshedAt: number | null;
  refresh: () => void;
};

/**
 * How often in a row the page refreshes by itself without ever seeing an access token that is good. A slow page may
 * miss a short-lived one; after this many the cookie does not arrive here (AUTH_COOKIE_PATH).
 */
const MAX_ATTEMPTS = 10;

/**
 * Keeps the page's tokens fresh: refreshes them when the access token has run out, follows what other tabs do with
 * them, and reloads the page when somebody comes back to it.
 *
 * Only while somebody is looking: a hidden tab would keep a sign-in alive that nobody uses.
 * @param due whether the access token has run out and a refresh can succeed
 * @param loading whether the page is being reloaded, so that `due` may be out of date
 */
export function useTokenRefresh(due: boolean, loading: boolean, reload: () => void): TokenRefresh {
  const language = useLanguage();
  const [state, setState] = useState<RefreshState>("idle");
  const [refreshedAt, setRefreshedAt] = useState<number | null>(null);
  const busy = useRef(false);
  const attempts = useRef(0);

  const refresh = useCallback(async () => {
    if (busy.current) return;
    busy.current = true;
    setState("busy");
    const outcome = await refreshTokens(language);
    busy.current = false;
    if (outcome === "unreachable") return setState("unreachable");
    setState("idle");
    setRefreshedAt(Date.now());
    reload();
  }, [language, reload]);

  useEffect(() => {
    if (!due) attempts.current = 0;
    if (!due || loading || state !== "idle" || document.visibilityState !== "visible") return;
    attempts.current += 1;
    if (attempts.current <= MAX_ATTEMPTS) void refresh();
  }, [due, loading, state, refresh]);

  useEffect(() => {
    const look = () => {
      if (document.visibilityState !== "visible") return;
      if (due) void refresh();
      else reload();
    };
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [due, refresh, reload]);

  useEffect(
    () =>
      onTokenChange(() => {
        // A refresh of this tab that is under way ends in a reload, too.
        if (busy.current) return;
        setState("idle");
        reload();
      }),
    [reload],
  );

  return { state, refreshedAt, refresh };
}
