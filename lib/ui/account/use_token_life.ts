"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { refreshTokens } from "../client/refresh";
import { useLanguage } from "../language";

export type TokenPhase = "live" | "refreshing" | "ended" | "unreachable";

/**
 * Renews the access token when it has run out, once for each token and only while somebody is looking: a tab in the
 * background would keep a sign-in alive that nobody uses.
 */
export function useTokenLife(expiresAt: number, now: number, onRefreshed: () => void) {
  const language = useLanguage();
  const [state, setState] = useState<{ phase: TokenPhase; of: number }>({ phase: "live", of: expiresAt });
  const [refreshedAt, setRefreshedAt] = useState<number | null>(null);
  const tried = useRef<number | null>(null);

  const renew = useCallback(async () => {
    tried.current = expiresAt;
    setState({ phase: "refreshing", of: expiresAt });
    const outcome = await refreshTokens(language);
    setState({ phase: outcome === "refreshed" ? "live" : outcome, of: expiresAt });
    if (outcome !== "refreshed") return;
    setRefreshedAt(Date.now());
    onRefreshed();
  }, [expiresAt, language, onRefreshed]);

  useEffect(() => {
    if (now < expiresAt || tried.current === expiresAt || document.visibilityState !== "visible") return;
    void renew();
  }, [now, expiresAt, renew]);

  // What was said of one token does not hold for its successor.
  return { phase: state.of === expiresAt ? state.phase : "live", refreshedAt, renew };
}
