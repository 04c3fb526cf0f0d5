import { oneTabAtATime } from "./one_tab";
import { announce, heldBy, type Refresh, refresherOf, type Tab } from "./refresh";
import { COOKIES, Renewals } from "./renewals";
import { noteTokens } from "./token_hint";
import { hearTabs, type TokenNews, tellTabs } from "./token_news";
import { keepTokens, tabTokens } from "./tokens";

const office = {
  storage: () => window.localStorage,
  now: Date.now,
  wait: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  newName: () => Math.random().toString(36).slice(2),
};

const tab: Tab = {
  alone: oneTabAtATime(() => navigator.locks, office),
  renewals: new Renewals(office.storage),
  tell: tellTabs,
  now: Date.now,
  tokens: tabTokens,
  keep: keepTokens,
  noteCookies: noteTokens,
};

export const refreshTokens: Refresh = refresherOf(tab);

/** After a sign-in by cookies: other tabs show somebody else, or nobody, until they are told. */
export function announceSignIn(): void {
  noteTokens(true);
  announce(tab, COOKIES, COOKIES);
}

/** After signing out: the tokens that this tab knows are no more, here and in every tab that has the same. */
export function announceSignOut(): void {
  const held = heldBy(tab);
  noteTokens(false);
  keepTokens(null);
  announce(tab, held, null);
}

/** Hears what other tabs say about the tokens that this tab has, too. */
export function hearOfTokens(listener: (what: TokenNews["what"]) => void): () => void {
  return hearTabs(({ what, of }) => {
    if (of !== heldBy(tab)) return;
    if (what === "ended") keepTokens(null);
    listener(what);
  });
}
