"use client";

import { useEffect, useState } from "react";

/** Counts down from the moment at which it is first rendered. @param wait seconds */
export function useSecondsLeft(wait: number): number {
  const [left, setLeft] = useState(wait);
  useEffect(() => {
    const end = performance.now() + wait * 1_000;
    const timer = setInterval(() => {
      const rest = Math.max(0, Math.ceil((end - performance.now()) / 1_000));
      setLeft(rest);
      if (rest === 0) clearInterval(timer);
    }, 1_000);
    return () => clearInterval(timer);
  }, [wait]);
  return left;
}
