"use client";

import { useEffect, useRef, useState } from "react";
import { refreshTokens } from "../client/this_tab";
import { hadTokens } from "../client/token_hint";
import { useLanguage } from "../language";
import { MOST_TRIES } from "./tries";

type Wanted = { wanted: boolean; rendering: number; knownSince: () => number };
type Outcome = { onRefreshed: () => void; onEnded: () => void };

/**
 * The refresh cookie goes to /user only, so the server cannot tell from this page whether there is one. A try finds
 * out; while it lasts, the answer is true.
 */
export function useSilentRefresh(
  { wanted, rendering, knownSince }: Wanted,
  { onRefreshed, onEnded }: Outcome,
): boolean {
  const language = useLanguage();
  const [done, setDone] = useState(false);
  const tried = useRef<number[]>([]);

  useEffect(() => {
    if (!wanted) {
      tried.current = [];
      setDone(false);
      return;
    }
    if (tried.current.includes(rendering)) return;
    if (tried.current.length >= MOST_TRIES) return setDone(true);
    tried.current.push(rendering);
    const had = hadTokens();
    void refreshTokens(language, knownSince()).then((outcome) => {
      if (outcome === "refreshed") return onRefreshed();
      setDone(true);
      if (outcome === "unreachable") return;
      // There is nothing more to be found, and who never had tokens here has lost none.
      tried.current = Array(MOST_TRIES).fill(0);
      if (had) onEnded();
    });
  }, [wanted, rendering, language, knownSince, onRefreshed, onEnded]);

  return wanted && !done;
}
