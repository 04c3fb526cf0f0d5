"use client";

import { useEffect } from "react";

/** A page that a browser takes out of memory at Back or Forward is asked for anew: its user may have signed out since. */
export function ReloadRestored() {
  useEffect(() => {
    const reload = (event: PageTransitionEvent) => event.persisted && window.location.reload();
    window.addEventListener("pageshow", reload);
    return () => window.removeEventListener("pageshow", reload);
  }, []);
  return null;
}
