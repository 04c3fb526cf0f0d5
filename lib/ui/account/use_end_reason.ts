"use client";

import { useState } from "react";

/** Why a credential is gone: signed out by this page, or it ran out or was ended elsewhere. */
export type EndReason = "signed-out" | "ended";

/**
 * Why a credential that this page showed is gone; null while it is there, or where none was.
 * @param isPresent whether the page's latest rendering has the credential
 * @param endedBefore whether it had ended before the page was opened
 */
export function useEndReason(
  isPresent: boolean,
  endedBefore: boolean,
): [EndReason | null, (reason: EndReason) => void] {
  const [wasPresent, setWasPresent] = useState(isPresent);
  const [reason, setReason] = useState<EndReason | null>(endedBefore ? "ended" : null);
  if (wasPresent !== isPresent) {
    setWasPresent(isPresent);
    setReason(isPresent ? null : (reason ?? "ended"));
  }
  return [reason, setReason];
}
