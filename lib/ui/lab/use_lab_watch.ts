import { useEffect } from "react";
import type { LabView } from "@/lib/contract/lab";
import { send } from "../client/send";
import { useLanguage } from "../language";

const EVERY_MS = 4_000;

/**
 * Asks what else was done in the lab, by a terminal or in another tab, while its page is seen.
 * @param version of what is shown
 * @param busy an act is on its way, which tells, too
 */
export function useLabWatch(version: number, busy: boolean, onNews: (view: LabView) => void): void {
  const language = useLanguage();
  useEffect(() => {
    if (busy) return;
    let isOver = false;
    const ask = async () => {
      if (document.visibilityState !== "visible") return;
      const result = await send(`/lab/state?version=${version}`, { method: "GET", language });
      // Without a body there are no news. Our own server says what it is.
      if (!isOver && result.ok && result.body !== null) onNews(result.body as LabView);
    };
    const timer = setInterval(() => void ask(), EVERY_MS);
    const askNow = () => void ask();
    document.addEventListener("visibilitychange", askNow);
    return () => {
      isOver = true;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", askNow);
    };
  }, [version, busy, language, onNews]);
}
