"use client";

import { useEffect } from "react";
import { hearOfTokens, refreshTokens } from "../client/this_tab";
import { useLanguage } from "../language";

/**
 * Follows what other tabs do with the tokens that this tab has, too: in cookies, which all tabs share, or as the copy
 * that a duplicated tab starts with.
 */
export function useTokenNews(inCookies: boolean, onRenewed: () => void, onEnded: () => void): void {
  const language = useLanguage();
  useEffect(
    () =>
      hearOfTokens(async (what) => {
        if (what === "ended") return onEnded();
        // A copy has to ask for the same successor, and soon.
        if (!inCookies && (await refreshTokens(language)) === "ended") return onEnded();
        onRenewed();
      }),
    [inCookies, language, onRenewed, onEnded],
  );
}
