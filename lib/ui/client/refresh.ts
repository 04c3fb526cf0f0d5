/*
 * How tokens are renewed, once for all tabs of a browser.
 *
 * A tab that wants newer tokens first waits until it is the only one that refreshes (a lock). Then it looks whether
 * another tab was faster: notes in localStorage say when tokens were renewed or ended, never what they are. Only then
 * it asks the server, notes the outcome, and tells the other tabs (a channel), which show what is true now.
 *
 * Tokens in cookies are one pair for all tabs. A tab says since when it has known what it wants replaced; a note that
 * is younger answers it without a request.
 *
 * Tokens in bodies belong to one tab, so tabs do not wait for each other's news, with one exception: a duplicated tab
 * starts with a copy of its original's tokens. A refresh token has one successor, which the server hands out again for
 * a few seconds, as long as nobody used it; after that, the old token is taken for stolen, and original and copy are
 * signed out. So when one of them renews, the other, told by the channel, at once asks for the same successor. A copy
 * that slept through it gives up its tokens without a word to the server: it has to sign in again, its original not.
 *
 * None of this has to hold for anyone's safety. Where locks, notes or channel are missing or lie, tabs ask more often,
 * and the server decides.
 */
import type { Language } from "@/lib/contract/language";
import { REFRESH } from "../mode";
import type { Alone } from "./one_tab";
import { COOKIES, nameOf, type Renewals } from "./renewals";
import { type Answer, send } from "./send";
import type { TokenNews } from "./token_news";
import { type TabTokens, tokensIn } from "./tokens";

export type Refreshed = "refreshed" | "ended" | "unreachable";

/** A tab, and what ties it to the other tabs of its browser. */
export type Tab = {
  alone: Alone;
  renewals: Renewals;
  tell: (news: TokenNews) => void;
  /** milliseconds since the epoch */
  now: () => number;
  /** Null where cookies carry the tokens. */
  tokens: () => TabTokens | null;
  keep: (tokens: TabTokens | null) => void;
  /** Remembers whether cookies carry tokens, which no script can see. */
  noteCookies: (held: boolean) => void;
};

/**
 * How long a note speaks for the tokens of now. Less than the server's default REFRESH_GRACE_PERIOD, in which a copy
 * may still ask for its successor.
 */
const RECENT_MS = 8_000;

/** @param since what is older than this is to be replaced; milliseconds since the epoch */
export type Refresh = (language: Language, since?: number) => Promise<Refreshed>;

/** A tab's way to newer tokens. However many callers of one tab ask at once, they share one answer. */
export function refresherOf(tab: Tab): Refresh {
  let underway: Promise<Refreshed> | null = null;
  return (language, since = tab.now()) => {
    underway ??= tab
      .alone(async () => outcomeElsewhere(tab, since) ?? (await ask(tab, language)))
      .finally(() => {
        underway = null;
      });
    return underway;
  };
}

/** What the tokens at hand are called in notes and news. */
export function heldBy(tab: Pick<Tab, "tokens">): string {
  const tokens = tab.tokens();
  return tokens === null ? COOKIES : nameOf(tokens.refresh);
}

/** Notes and tells what became of tokens. */
export function announce(tab: Pick<Tab, "renewals" | "tell" | "now">, of: string, by: string | null): void {
  tab.renewals.note(of, { at: tab.now(), by });
  tab.tell({ what: by === null ? "ended" : "renewed", of });
}

/** The outcome where another tab was faster; null where it is for this tab to ask. */
function outcomeElsewhere(tab: Tab, since: number): Refreshed | null {
  const held = heldBy(tab);
  const renewal = tab.renewals.of(held);
  if (renewal === null) return null;
  const age = tab.now() - renewal.at;
  const recent = age >= 0 && age < RECENT_MS;
  if (held === COOKIES) {
    if (!recent || renewal.at <= since) return null;
    return renewal.by === null ? "ended" : "refreshed";
  }
  if (renewal.by !== null && recent && tab.renewals.of(renewal.by) === null) return null;
  tab.keep(null);
  return "ended";
}

async function ask(tab: Tab, language: Language): Promise<Refreshed> {
  const before = tab.tokens();
  const held = heldBy(tab);
  const answer = await send(REFRESH, {
    language,
    // A page that is left meanwhile still takes the answer's cookies: a successor that got lost would cost the sign-in.
    keepalive: true,
    ...(before === null ? {} : { body: { refresh: before.refresh } }),
  });
  if (!answer.ok) {
    if (!isFinal(answer)) return "unreachable";
    if (before === null) tab.noteCookies(false);
    else tab.keep(null);
    announce(tab, held, null);
    return "ended";
  }
  if (before === null) {
    tab.noteCookies(true);
    announce(tab, COOKIES, COOKIES);
    return "refreshed";
  }
  const after = tokensIn(answer.body, before);
  tab.keep(after);
  if (after === null) return "ended";
  // Without rotation there is nothing that a copy would have to know. And a copy that follows its original adds nothing:
  // a later note would stretch the time in which others may still follow.
  if (after.refresh !== before.refresh && tab.renewals.of(held) === null)
    announce(tab, held, nameOf(after.refresh));
  return "refreshed";
}

/** A refusal ends the tokens; a busy server or a lost connection does not. */
function isFinal(answer: Answer & { ok: false }): boolean {
  const { failure } = answer;
  if (failure.kind === "network") return false;
  return failure.kind === "fields" || failure.status === 400 || failure.status === 401;
}
