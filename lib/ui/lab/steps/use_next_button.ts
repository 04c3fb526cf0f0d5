"use client";

import { type RefObject, useEffect, useRef } from "react";

/**
 * Keeps the keyboard's place where a button goes away by what it does: the one that has come in its place takes the focus, unless
 * something else has it.
 * @param area around the buttons
 * @param version grows when something was done
 * @returns to be called when a form of the area is sent
 */
export function useNextButton(area: RefObject<HTMLElement | null>, version: number): () => void {
  // The place of the pressed one among them.
  const pressed = useRef<number | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever something was done
  useEffect(() => {
    const place = pressed.current;
    pressed.current = null;
    if (place === null || document.activeElement !== document.body) return;
    const buttons = buttonsIn(area.current);
    const next = buttons[Math.min(place, buttons.length - 1)];
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "nearest" });
  }, [version]);

  return () => {
    const place = buttonsIn(area.current).findIndex((one) => one.matches(":focus"));
    pressed.current = place === -1 ? null : place;
  };
}

function buttonsIn(area: HTMLElement | null): HTMLButtonElement[] {
  return area === null ? [] : [...area.querySelectorAll("button")];
}
