"use client";

import { useRef, useState } from "react";
import { type SignOutOutcome, signOut } from "../client/sign_out";
import { useLanguage } from "../language";
import type { Mode } from "../mode";

/**
 * The sign-out of one credential. What came of it the page hears as every tab does (client/credential_changes.ts).
 * @param onFailed asks the server again what is true: it has answered, but not ended the credential
 * @param onlyForgets as in client/sign_out.ts
 */
export function useSignOut(mode: Mode, onFailed: () => void, onlyForgets = false) {
  const language = useLanguage();
  const [state, setState] = useState<"idle" | "busy" | SignOutOutcome>("idle");
  const pending = useRef(false);

  async function start() {
    if (pending.current) return;
    pending.current = true;
    setState("busy");
    const outcome = await signOut(mode, language, onlyForgets);
    pending.current = false;
    setState(outcome);
    if (outcome === "failed") onFailed();
  }

  const failure = state === "failed" || state === "unreachable" ? state : null;
  return { signOut: start, busy: state === "busy", failure };
}
