"use client";

import { useHydrated } from "../client/use_hydrated";
import { useLanguage } from "../language";
import { clockTime } from "../time";

/**
 * Words a time of the lab: "07:55:01", in the reader's time zone once the page runs in their browser, in UTC before. What it gives
 * belongs into an IntlText.
 */
export function useClock(): (at: number) => string {
  const language = useLanguage();
  const zone = useHydrated() ? "local" : "utc";
  return (at) => clockTime(language, at, zone);
}
