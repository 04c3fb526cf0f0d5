"use client";

import { useRef, useState } from "react";
import { send } from "../client/send";
import { announceSignOut } from "../client/this_tab";
import { tabTokens } from "../client/tokens";
import { useLanguage } from "../language";
import { endpointOf, type Mode } from "../mode";

/** Ends one credential and leaves the other alone. */
export function useSignOut(mode: Mode, onDone: () => void) {
  const language = useLanguage();
  const [state, setState] = useState<"idle" | "busy" | "failed">("idle");
  const underway = useRef(false);

  async function signOut() {
    if (underway.current) return;
    underway.current = true;
    setState("busy");
    const tokens = mode === "token" ? tabTokens() : null;
    const answer = await send(endpointOf(mode, "signout"), {
      language,
      ...(tokens === null ? {} : { body: { refresh: tokens.refresh } }),
    });
    underway.current = false;
    // Refused as unknown or ended: then there is nothing left to sign out of.
    const over = answer.ok || (answer.failure.kind === "detail" && answer.failure.status === 401);
    setState(over ? "idle" : "failed");
    if (!over) return;
    if (mode === "token") announceSignOut();
    onDone();
  }

  return { signOut, busy: state === "busy", failed: state === "failed" };
}
