"use client";

import { useEffect } from "react";

/** Whoever comes back to this tab sees what is true now: another tab may have signed out meanwhile. */
export function useFreshOnReturn(reload: () => void): void {
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "visible") reload();
    };
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [reload]);
}
