"use client";

import { useRef, useState } from "react";
import { useSignOutWay } from "../account/use_sign_out_way";
import { type SignOutOutcome, signOut } from "../client/sign_out";
import { useLanguage } from "../language";
import { endpointOf, type Mode } from "../mode";

/**
 * The sign-out of one credential, with the address of its form. What came of it the page hears as every tab does (client/credential_changes.ts).
 * @param onFailed asks the server again what is true: it has answered, but not ended the credential
 * @param onlyForgets as in client/sign_out.ts
 */
export function useSignOut(mode: Mode, onFailed: () => void, onlyForgets = false) {
  const language = useLanguage();
  const { next, leave } = useSignOutWay(mode, "browser");
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
    if (outcome === "signed-out" || outcome === "ended") leave();
  }

  const failure = state === "failed" || state === "unreachable" ? state : null;
  return { action: endpointOf(mode, "signout", next), signOut: start, busy: state === "busy", failure };
}
