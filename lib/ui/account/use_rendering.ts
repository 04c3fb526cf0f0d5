"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef } from "react";

/** What this tab does and what it hears of the others comes close together: one rendering shows both. */
const TOGETHER_MS = 30;

/**
 * Renders the page anew, and tells since when what it shows has been known: the time at which that rendering was asked
 * for. Milliseconds since the epoch, on this browser's clock.
 * @param rendering what differs from one rendering to the next
 */
export function useRendering(rendering: number): { reload: () => void; knownSince: () => number } {
  const router = useRouter();
  const asked = useRef(0);
  const known = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  const reload = useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = null;
      asked.current = Date.now();
      router.refresh();
    }, TOGETHER_MS);
  }, [router]);

  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    },
    [],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new rendering is what this waits for
  useEffect(() => {
    // The first was asked for some time before, which costs a refresh too many at the worst.
    known.current = asked.current === 0 ? Date.now() : asked.current;
  }, [rendering]);

  return { reload, knownSince: useCallback(() => known.current, []) };
}
