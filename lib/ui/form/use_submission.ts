"use client";

import { useEffect, useRef, useState } from "react";

/** Lets one submission run at a time, however often the button is pressed. */
export function useSubmission() {
  const [busy, setBusy] = useState(false);
  // The state is set with the next rendering: a second click may come before it.
  const running = useRef(false);

  function begin(): boolean {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    return true;
  }

  function end(): void {
    running.current = false;
    setBusy(false);
  }

  // The back button may restore the page as it was left: busy.
  useEffect(() => {
    const wake = (event: PageTransitionEvent) => {
      if (!event.persisted) return;
      running.current = false;
      setBusy(false);
    };
    window.addEventListener("pageshow", wake);
    return () => window.removeEventListener("pageshow", wake);
  }, []);

  return { busy, begin, end };
}
