"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { refreshTokens } from "../client/refresh_tokens";
import { onTokenChange } from "../client/token_changes";
import { useLanguage } from "../language";

export type TokenRefresh = {
  state: "idle" | "busy" | "unreachable";
  /** When this page last refreshed; milliseconds since the epoch, on this browser's clock. */
  refreshedAt: number | null;
  refresh: () => void;
};

/**
 * How often in a row the page refreshes by itself without receiving a valid access token. A slow page may miss one that
 * is valid for a second or two; where AUTH_COOKIE_PATH does not cover this page, none ever arrives.
 */
const MAX_ATTEMPTS = 10;

/**
 * Refreshes the tokens when the access token has run out, and reloads the page when another tab has changed them or when
 * somebody comes back to this one. A hidden page does not refresh: that would keep a sign-in alive that nobody uses.
 * @param due whether the access token has run out and a refresh can succeed
 * @param loading whether the page is being reloaded, so that `due` may be out of date
 */
export function useTokenRefresh(due: boolean, loading: boolean, reload: () => void): TokenRefresh {
  const language = useLanguage();
  const [state, setState] = useState<TokenRefresh["state"]>("idle");
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

  const reloadUnlessBusy = useCallback(() => {
    // A refresh that is under way ends in a reload, too.
    if (busy.current) return;
    setState("idle");
    reload();
  }, [reload]);

  useEffect(() => onTokenChange(reloadUnlessBusy), [reloadUnlessBusy]);

  useEffect(() => {
    const look = () => {
      if (document.visibilityState !== "visible") return;
      if (due) void refresh();
      else reloadUnlessBusy();
    };
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [due, refresh, reloadUnlessBusy]);

  return { state, refreshedAt, refresh };
}
