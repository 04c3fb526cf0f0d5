"use client";

import { useEffect, useRef } from "react";

/** Does something once a time has come, once for each such time. Milliseconds since the epoch; null never comes. */
export function useAtEnd(end: number | null, now: number, act: () => void): void {
  const done = useRef<number | null>(null);
  useEffect(() => {
    if (end === null || now < end || done.current === end) return;
    done.current = end;
    act();
  }, [end, now, act]);
}
