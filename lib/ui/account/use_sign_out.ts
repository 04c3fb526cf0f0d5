"use client";

import { useRef, useState } from "react";
import { sendFor } from "../client/send_for";
import { announceTokenChange } from "../client/token_changes";
import { useLanguage } from "../language";
import type { Mode } from "../mode";

/** The codes of a credential that had ended before. The status is 401 for tokens, 403 for sessions. */
const ENDED_CODES = ["not_authenticated", "token_not_valid"];

/** Ends one credential and leaves the other alone. */
export function useSignOut(mode: Mode, onDone: () => void) {
  const language = useLanguage();
  const [state, setState] = useState<"idle" | "busy" | "failed">("idle");
  const pending = useRef(false);

  async function signOut() {
    if (pending.current) return;
    pending.current = true;
    setState("busy");
    const result = await sendFor(mode, "signout", { language });
    pending.current = false;
    const done = result.ok || (result.failure.kind === "detail" && ENDED_CODES.includes(result.failure.code));
    setState(done ? "idle" : "failed");
    if (!done) return;
    if (mode === "token") announceTokenChange();
    onDone();
  }

  return { signOut, busy: state === "busy", failed: state === "failed" };
}
