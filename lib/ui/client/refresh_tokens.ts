import type { Language } from "@/lib/contract/language";
import { REFRESH } from "../mode";
import { type Answer, send } from "./send";
import { withTokenLock } from "./token_lock";
import { announceTokenChange, onTokenChange } from "./token_news";

/** `answered`: the tokens were renewed or have ended, and a reload of the page shows which. */
export type RefreshOutcome = "answered" | "unreachable";

/**
 * Refreshes the tokens, which lie in cookies that all tabs share. A tab that waits for another one's refresh does not
 * send its own afterwards.
 */
export async function refreshTokens(language: Language): Promise<RefreshOutcome> {
  let heard = false;
  const stop = onTokenChange(() => {
    heard = true;
  });
  const outcome = await withTokenLock(async () => (heard ? "answered" : await request(language)));
  stop();
  return outcome;
}

async function request(language: Language): Promise<RefreshOutcome> {
  // A page that is left meanwhile still takes the new cookies: without them its browser would hold a used token.
  const answer = await send(REFRESH, { language, keepalive: true });
  if (!answer.ok && !isRefusal(answer)) return "unreachable";
  announceTokenChange();
  return "answered";
}

/** Only a refusal ends tokens; a busy server or a lost connection does not. */
function isRefusal({ failure }: Answer & { ok: false }): boolean {
  return failure.kind === "fields" || (failure.kind === "detail" && [400, 401].includes(failure.status));
}
