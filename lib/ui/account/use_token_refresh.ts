"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { onCredentialChange } from "../client/credential_changes";
import { refreshTokens } from "../client/refresh_tokens";
import { useReturn } from "../client/use_return";
import { useLanguage } from "../language";
import type { Reload } from "./use_reload";

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

type Tokens = {
  /** Of the sign-in that the page shows; null where it shows none. */
  id: string | null;
  /** The access token has run out, and a refresh can succeed. */
  due: boolean;
};

/**
 * Refreshes the tokens when the access token has run out, and reloads the page when the cookies of a mode have changed, here
 * or in another tab, or when somebody returns to it. A hidden page does not refresh: that would keep a sign-in alive that
 * nobody uses.
 *
 * A page in front does not ask by itself whether it was ended elsewhere: each look counts as a use, and would keep a session
 * with an idle timeout alive for as long as a page is open.
 */
export function useTokenRefresh({ id, due }: Tokens, { reload, look, loading }: Reload): TokenRefresh {
  const language = useLanguage();
  const [state, setState] = useState<TokenRefresh["state"]>("idle");
  const [refreshed, setRefreshed] = useState<{ id: string | null; at: number } | null>(null);
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
    setRefreshed({ id, at: Date.now() });
    reload();
  }, [id, language, reload]);

  useEffect(() => {
    if (!due) attempts.current = 0;
    if (!due || loading || state !== "idle" || document.visibilityState !== "visible") return;
    attempts.current += 1;
    if (attempts.current <= MAX_ATTEMPTS) void refresh();
  }, [due, loading, state, refresh]);

  useEffect(
    () =>
      onCredentialChange(({ mode }) => {
        // A refresh that is under way ends in a reload, too.
        if (mode === "token" && busy.current) return;
        setState("idle");
        reload();
      }),
    [reload],
  );

  const onReturn = useCallback(() => {
    if (busy.current) return;
    if (due) return void refresh();
    setState("idle");
    look();
  }, [due, refresh, look]);
  useReturn(onReturn);

  // Not the time at which somebody else's tokens were refreshed.
  return { state, refreshedAt: refreshed?.id === id ? (refreshed?.at ?? null) : null, refresh };
}
