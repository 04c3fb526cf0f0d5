"use client";

import { useState } from "react";

/** The value, or while there is none the last that there was. */
export function useLast<T>(value: T | null): T | null {
  const [last, setLast] = useState(value);
  if (value !== null && value !== last) setLast(value);
  return value ?? last;
}
