"use client";

import { useState } from "react";
import type { CurrentSession } from "@/lib/pages/current_credentials";
import { useTexts } from "../language";
import { accountTexts } from "../messages/account";
import { MODES, type Mode } from "../mode";
import type { EndReason } from "./use_end_reason";

type Props = {
  /** Whom the page shows; null for nobody. */
  user: CurrentSession["user"] | null;
  /** Why credentials are gone that the page has shown. */
  endReasons: Record<Mode, EndReason | null>;
};

/**
 * Tells screen readers what has changed since the page was opened. It stays where it is while the rest of the page is
 * replaced: of a region that comes with its text, they say nothing.
 */
export function Announcer({ user, endReasons }: Props) {
  const account = useTexts(accountTexts);
  const [first] = useState({ user, endReasons });
  const [shown, setShown] = useState(user);
  const [changed, setChanged] = useState(false);
  if (user !== null && user.id !== shown?.id) {
    setShown(user);
    setChanged(true);
  }
  const texts = [
    changed && user !== null && account.nowSignedIn(user.username),
    ...MODES.map((mode) => {
      const reason = endReasons[mode];
      return reason !== null && reason !== first.endReasons[mode] && account[mode].end[reason];
    }),
  ];
  return (
    <p role="status" className="visually-hidden">
      {texts.filter(Boolean).join(" ")}
    </p>
  );
}
