"use client";

import { createContext, type ReactNode, useContext, useState } from "react";
import { type RowName, rowAnchor } from "./tags";

interface MarkedRow {
  /** The element of the row that is pointed at, itself or by its credential; null: none. */
  readonly marked: string | null;
  mark(row: string | null): void;
}

const Marked = createContext<MarkedRow>({ marked: null, mark: () => {} });

/** Lets a credential and the row that it leads to be marked together. */
export function MarkedRowProvider({ children }: { children: ReactNode }) {
  const [marked, mark] = useState<string | null>(null);
  return <Marked value={{ marked, mark }}>{children}</Marked>;
}

/** Attributes of an element that belongs to a row. @param name null: it belongs to none */
export function useMarkedRow(name: RowName | null) {
  const row = name === null ? null : rowAnchor(name);
  const { marked, mark } = useContext(Marked);
  const on = () => mark(row);
  const off = () => mark(null);
  return {
    "data-marked": row !== null && marked === row,
    onPointerEnter: on,
    onPointerLeave: off,
    onFocus: on,
    onBlur: off,
  };
}
