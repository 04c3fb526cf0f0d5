"use client";

import { useEffect, useState } from "react";
import { type ChangePlace, type CredentialChange, onCredentialChange } from "../client/credential_changes";
import type { Mode } from "../mode";

/** Why a credential is gone: signed out by this page or in another tab; else it ran out or was ended elsewhere. */
export type EndReason = "signed-out" | "other-tab" | "ended";

/**
 * Why the credential of a mode is gone, or is about to go; null while it is there, or where none was.
 * @param id of the credential that the page's latest rendering has
 * @param endedBefore whether one had ended before the page was opened
 */
export function useEndReason(mode: Mode, id: string | null, endedBefore: boolean): EndReason | null {
  const [lastId, setLastId] = useState(id);
  const [reason, setReason] = useState<EndReason | null>(null);
  if (id !== null && id !== lastId) {
    setLastId(id);
    setReason(null);
  }
  useEffect(
    () =>
      onCredentialChange((change, place) => {
        if (change.mode === mode) setReason((known) => reasonAfter(change, place, known));
      }),
    [mode],
  );
  return reason ?? (id === null && (lastId !== null || endedBefore) ? "ended" : null);
}

/** Whoever uses a credential that was signed out finds that it has ended: the sign-out is still the reason. */
function reasonAfter(
  { what }: CredentialChange,
  place: ChangePlace,
  known: EndReason | null,
): EndReason | null {
  if (what === "signed-out") return place === "this-tab" ? "signed-out" : "other-tab";
  return what === "ended" ? (known ?? "ended") : null;
}
