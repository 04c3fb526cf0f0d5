/** Tokens that came in a body, where no cookie carries them. This tab keeps them, and forgets them when it closes. */
export type TabTokens = { access: string; refresh: string };

const KEY = "latchkey:tokens";
const listeners = new Set<() => void>();
let read: { text: string | null; tokens: TabTokens | null } = { text: null, tokens: null };

/** The same object as long as nothing changed, so that React can compare. */
export function tabTokens(): TabTokens | null {
  const text = storage()?.getItem(KEY) ?? null;
  if (text !== read.text) read = { text, tokens: parse(text) };
  return read.tokens;
}

export function keepTokens(tokens: TabTokens | null): void {
  if (tokens === null) storage()?.removeItem(KEY);
  else storage()?.setItem(KEY, JSON.stringify(tokens));
  for (const listener of listeners) listener();
}

export function onTokensChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The tokens of an answer: both after signing in; a refresh may leave the refresh token as it was. */
export function tokensIn(body: unknown, before: TabTokens | null): TabTokens | null {
  if (typeof body !== "object" || body === null) return null;
  const access = "access" in body && typeof body.access === "string" ? body.access : null;
  const refresh =
    "refresh" in body && typeof body.refresh === "string" ? body.refresh : (before?.refresh ?? null);
  return access === null || refresh === null ? null : { access, refresh };
}

function parse(text: string | null): TabTokens | null {
  if (text === null) return null;
  try {
    return tokensIn(JSON.parse(text), null);
  } catch {
    return null;
  }
}

// A browser may forbid storage altogether, and then even reading the property throws.
function storage(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}
