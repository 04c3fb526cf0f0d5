"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { refreshTokens } from "../client/this_tab";
import { useLanguage } from "../language";
import { MOST_TRIES } from "./tries";

export type TokenPhase = "live" | "refreshing" | "ended" | "unreachable";

export type TokenLife = {
  expiresAt: number;
  now: number;
  /** The page's latest rendering came without this token: it has run out, or somebody has ended it. */
  lost: boolean;
  rendering: number;
  knownSince: () => number;
};
type Outcome = { onRefreshed: () => void; onEnded: () => void };

/**
 * Renews the access token when it is over, and only while somebody is looking: a tab in the background would keep a
 * sign-in alive that nobody uses. Once for each rendering, so that it does not go round in circles.
 */
export function useTokenLife(life: TokenLife, { onRefreshed, onEnded }: Outcome) {
  const { expiresAt, now, lost, rendering, knownSince } = life;
  const language = useLanguage();
  const [state, setState] = useState<{ phase: TokenPhase; of: number }>({ phase: "live", of: expiresAt });
  const [refreshedAt, setRefreshedAt] = useState<number | null>(null);
  const tried = useRef({ of: expiresAt, renderings: [] as number[], underway: false });

  const renew = useCallback(async () => {
    if (tried.current.of !== expiresAt) tried.current = { of: expiresAt, renderings: [], underway: false };
    const mine = tried.current;
    mine.renderings.push(rendering);
    mine.underway = true;
    setState({ phase: "refreshing", of: expiresAt });
    const outcome = await refreshTokens(language, knownSince());
    mine.underway = false;
    setState({ phase: outcome === "refreshed" ? "live" : outcome, of: expiresAt });
    if (outcome === "ended") onEnded();
    if (outcome !== "refreshed") return;
    setRefreshedAt(Date.now());
    onRefreshed();
  }, [expiresAt, rendering, language, knownSince, onRefreshed, onEnded]);

  useEffect(() => {
    if ((now < expiresAt && !lost) || document.visibilityState !== "visible") return;
    const { of, renderings, underway } = tried.current;
    if (of === expiresAt && (underway || renderings.includes(rendering))) return;
    if (of === expiresAt && renderings.length >= MOST_TRIES) return onEnded();
    void renew();
  }, [now, expiresAt, lost, rendering, renew, onEnded]);

  // What was said of one token does not hold for its successor.
  return { phase: state.of === expiresAt ? state.phase : "live", refreshedAt, renew };
}
