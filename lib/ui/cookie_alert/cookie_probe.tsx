"use client";

import { type ReactNode, useEffect, useState } from "react";
import { type CookieKeeping, keepsCookies } from "../client/keeps_cookies";

type Props = {
  prefix: string | null;
  domain: string | null;
  /** What is assumed until scripts have tried it. */
  assumed: CookieKeeping;
  alerts: Readonly<Record<Exclude<CookieKeeping, "kept">, ReactNode>>;
};

/** Says that a sign-in cannot last here, if so. The alerts are rendered by the server: no script holds their words. */
export function CookieProbe({ prefix, domain, assumed, alerts }: Props) {
  const [keeping, setKeeping] = useState(assumed);
  useEffect(() => setKeeping(keepsCookies(prefix, domain)), [prefix, domain]);
  return keeping === "kept" ? null : alerts[keeping];
}
