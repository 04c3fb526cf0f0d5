"use client";

import { useEffect, useRef, useState } from "react";
import { refreshTokens } from "../client/refresh";
import { useLanguage } from "../language";

/**
 * The refresh cookie goes to /user only, so the server cannot tell from this page whether there is one. One try finds
 * out; while it lasts, the answer is true.
 */
export function useSilentRefresh(wanted: boolean, onRefreshed: () => void): boolean {
  const language = useLanguage();
  const [done, setDone] = useState(false);
  const tried = useRef(false);

  useEffect(() => {
    if (!wanted || tried.current) return;
    tried.current = true;
    void refreshTokens(language).then((outcome) => {
      setDone(true);
      if (outcome === "refreshed") onRefreshed();
    });
  }, [wanted, language, onRefreshed]);

  return wanted && !done;
}
