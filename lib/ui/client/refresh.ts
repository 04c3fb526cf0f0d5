import type { Language } from "@/lib/contract/language";
import { type Answer, send } from "./send";
import { noteTokens } from "./token_hint";
import { keepTokens, tabTokens, tokensIn } from "./tokens";

export type Refreshed = "refreshed" | "ended" | "unreachable";

let underway: Promise<Refreshed> | null = null;

/**
 * Fetches the next access token. However many callers ask at once, one request goes out: with rotation each refresh
 * token has one successor, and a page that raced itself would look like a thief.
 */
export function refreshTokens(language: Language): Promise<Refreshed> {
  underway ??= refresh(language).finally(() => {
    underway = null;
  });
  return underway;
}

async function refresh(language: Language): Promise<Refreshed> {
  const before = tabTokens();
  const answer = await send("/user/jwt_refresh", {
    language,
    ...(before === null ? {} : { body: { refresh: before.refresh } }),
  });
  if (!answer.ok) {
    if (!isFinal(answer)) return "unreachable";
    noteTokens(false);
    if (before !== null) keepTokens(null);
    return "ended";
  }
  if (before !== null) keepTokens(tokensIn(answer.body, before));
  else noteTokens(true);
  return "refreshed";
}

/** A refusal ends the tokens; a busy server or a lost connection does not. */
function isFinal(answer: Answer & { ok: false }): boolean {
  const { failure } = answer;
  if (failure.kind === "network") return false;
  return failure.kind === "fields" || failure.status === 400 || failure.status === 401;
}
