"use client";

import { type RefObject, useEffect, useRef } from "react";

/**
 * An element that takes the focus where what had it is gone: a button that its own press has removed.
 * @param shown changes with what is shown
 */
export function useKeptFocus<Kept extends HTMLElement>(shown: number | boolean): RefObject<Kept | null> {
  const kept = useRef<Kept>(null);
  const former = useRef(shown);
  useEffect(() => {
    if (former.current !== shown && document.activeElement === document.body) kept.current?.focus();
    former.current = shown;
  }, [shown]);
  return kept;
}
