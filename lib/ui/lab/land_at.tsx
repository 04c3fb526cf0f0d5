"use client";

import { createContext, type ReactNode, useContext } from "react";

const Landing = createContext<string | null>(null);

/** Where in the page a form of these comes back to without scripts: at an element, by its id. */
export function LandAt({ id, children }: { id: string; children: ReactNode }) {
  return <Landing value={id}>{children}</Landing>;
}

/** With the `#` before it; empty: the page's beginning. */
export function useLanding(): string {
  const id = useContext(Landing);
  return id === null ? "" : `#${id}`;
}
