"use client";

import { useRef, useState } from "react";
import { signOut } from "../client/sign_out";
import { useLanguage } from "../language";
import type { Mode } from "../mode";

/**
 * Ends the credentials of these modes, one after the other. The page hears of each (client/credential_changes.ts).
 * @param afterwards where to go then; null: the page stays
 */
export function useSignOutAll(modes: readonly Mode[], afterwards: string | null) {
  const language = useLanguage();
  const [state, setState] = useState<"idle" | "busy" | "failed">("idle");
  const pending = useRef(false);

  async function start() {
    if (pending.current) return;
    pending.current = true;
    setState("busy");
    let failed = false;
    for (const mode of modes) {
      const outcome = await signOut(mode, language);
      if (outcome === "failed" || outcome === "unreachable") failed = true;
    }
    pending.current = false;
    setState(failed ? "failed" : "idle");
    if (!failed && afterwards !== null) window.location.assign(afterwards);
  }

  return { signOut: start, busy: state === "busy", failed: state === "failed" };
}
