"use client";

import { useEffect } from "react";

/**
 * Calls back when somebody returns to the page: to its tab, to its window, through the browser's history, or online. What
 * happened meanwhile, no message may have told it.
 * @param onReturn stays the same between renderings, unless it is to be replaced
 */
export function useReturn(onReturn: () => void): void {
  useEffect(() => {
    const back = () => {
      if (document.visibilityState === "visible") onReturn();
    };
    document.addEventListener("visibilitychange", back);
    for (const name of RETURNS) window.addEventListener(name, back);
    return () => {
      document.removeEventListener("visibilitychange", back);
      for (const name of RETURNS) window.removeEventListener(name, back);
    };
  }, [onReturn]);
}

const RETURNS = ["focus", "online"] as const;
