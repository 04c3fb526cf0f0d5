import type { Language } from "@/lib/contract/language";
import { REFRESH_ENDPOINT, refreshFor } from "../mode";
import { announceCredentialChange, onCredentialChange } from "./credential_changes";
import { haveTokensChanged } from "./last_token_change";
import { type SendResult, send } from "./send";
import { withTokenLock } from "./token_lock";

/** `answered`: the tokens have been replaced or have ended, here or in another tab; reloading the page shows which. */
export type RefreshOutcome = "answered" | "unreachable";

type ForPage = {
  /** The page for whose sake it is: a path of ours, or an address of an allowed origin. */
  next: string;
  /** When the page was asked for; milliseconds since the epoch. If a tab has refreshed since, it need not be done again. */
  since: number;
};

/**
 * Refreshes the tokens, which lie in cookies that all tabs share. A tab that waits for another one's refresh does not
 * send its own afterwards.
 */
export async function refreshTokens(language: Language, page?: ForPage): Promise<RefreshOutcome> {
  let heard = false;
  const stop = onCredentialChange(({ mode }, place) => {
    if (mode === "token" && place === "other-tab") heard = true;
  });
  const outcome = await withTokenLock(async () => {
    const isDone = heard || (page !== undefined && haveTokensChanged(page.since));
    return isDone ? "answered" : await request(language, page?.next);
  });
  stop();
  return outcome;
}

async function request(language: Language, next?: string): Promise<RefreshOutcome> {
  const address = next === undefined ? REFRESH_ENDPOINT : refreshFor(next);
  // Without keepalive, leaving the page would lose the new cookies, and the browser would keep a used refresh token.
  const result = await send(address, { language, keepalive: true });
  if (!result.ok && !isRefusal(result)) return "unreachable";
  announceCredentialChange({ mode: "token", what: result.ok ? "refreshed" : "ended" });
  return "answered";
}

/** A refusal ends the tokens; a busy server or a lost connection does not. */
function isRefusal({ failure }: SendResult & { ok: false }): boolean {
  return failure.kind === "fields" || (failure.kind === "detail" && [400, 401].includes(failure.status));
}
