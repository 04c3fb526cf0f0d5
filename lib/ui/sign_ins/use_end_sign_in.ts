"use client";

import type { SignInInfo } from "@/lib/pages/sign_ins";
import { changeAddress } from "../account/change_address";
import { useSignOutWay } from "../account/use_sign_out_way";
import { send } from "../client/send";
import { signOut } from "../client/sign_out";
import type { FormFailure } from "../form/refusal_text";
import { useSubmission } from "../form/use_submission";
import { useLanguage, useTexts } from "../language";
import { signInsTexts } from "../messages/sign_ins";
import { endpointOf } from "../mode";

type Setup = {
  signIn: SignInInfo;
  user: number | string;
  isHere: boolean;
  answered: (text: string, failure: FormFailure | null) => void;
};

/**
 * Ends a sign-in. One of this browser is signed out of, so that its cookies go, too, and other tabs hear of it; any other is
 * ended by its id.
 */
export function useEndSignIn({ signIn: { id, mode }, user, isHere, answered }: Setup) {
  const language = useLanguage();
  const texts = useTexts(signInsTexts);
  const submission = useSubmission();
  const { next, leave } = useSignOutWay(mode, "signIns");
  const path = `/user/sessions/${encodeURIComponent(id)}`;
  const action = isHere ? endpointOf(mode, "signout", next) : changeAddress(path, { method: "DELETE", user });

  async function end() {
    if (!submission.begin()) return;
    await (isHere ? endHere() : endElsewhere());
    submission.end();
  }

  async function endHere() {
    const outcome = await signOut(mode, language);
    if (outcome === "unreachable") answered("", { kind: "network" });
    else answered("", outcome === "failed" ? { kind: "detail", code: "error", wait: null } : null);
    if (outcome === "signed-out" || outcome === "ended") leave();
  }

  async function endElsewhere() {
    const result = await send(action, { method: "DELETE", language });
    if (result.ok) answered(texts.ended, null);
    else if (isGone(result.failure)) answered(texts.gone, null);
    else answered("", result.failure);
  }

  return { action, end, busy: submission.busy };
}

/** It was ended elsewhere, or ran out: what was asked for is so. */
function isGone(failure: FormFailure): boolean {
  return failure.kind === "detail" && failure.code === "not_found";
}
