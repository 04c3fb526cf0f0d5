"use client";

import { useRef, useState } from "react";
import { send } from "../client/send";
import { withTokenLock } from "../client/token_lock";
import { announceTokenChange } from "../client/token_news";
import { useLanguage } from "../language";
import { endpointOf, type Mode } from "../mode";

/** Ends one credential and leaves the other alone. */
export function useSignOut(mode: Mode, onDone: () => void) {
  const language = useLanguage();
  const [state, setState] = useState<"idle" | "busy" | "failed">("idle");
  const pending = useRef(false);

  async function signOut() {
    if (pending.current) return;
    pending.current = true;
    setState("busy");
    const request = () => send(endpointOf(mode, "signout"), { language });
    const result = await (mode === "token" ? withTokenLock(request) : request());
    pending.current = false;
    // 401: the credential had ended before.
    const done = result.ok || (result.failure.kind === "detail" && result.failure.status === 401);
    setState(done ? "idle" : "failed");
    if (!done) return;
    if (mode === "token") announceTokenChange();
    onDone();
  }

  return { signOut, busy: state === "busy", failed: state === "failed" };
}
