"use client";

import { type RefObject, useEffect, useRef } from "react";

/** What the latest act has brought: the outcome of a request, and the way of one that is not an earlier one. */
const NEWEST = '[data-newest="true"], [data-earlier="false"]';

/**
 * After an act of a step, scrolls to what came of it, where that is out of sight or under the strip, for whose height the page has a
 * scroll padding.
 * @param area around what the step shows
 * @param version grows when something was done
 * @returns to be called when a form of the area is sent
 */
export function useNewestInView(area: RefObject<HTMLElement | null>, version: number): () => void {
  const isSent = useRef(false);
  const lesson = useRef<Element | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever something was done
  useEffect(() => {
    const panel = area.current;
    const before = lesson.current;
    lesson.current = panel?.querySelector("[data-lesson]") ?? null;
    if (!isSent.current || panel === null) return;
    isSent.current = false;
    const news = [...panel.querySelectorAll(NEWEST)];
    if (lesson.current !== null && lesson.current !== before) news.push(lesson.current);
    // Where they don't fit the window together, the first one counts most, and a lesson least.
    for (const each of news.reverse()) each.scrollIntoView({ block: "nearest" });
  }, [version]);

  return () => {
    isSent.current = true;
  };
}
