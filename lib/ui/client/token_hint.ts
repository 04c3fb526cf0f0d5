const KEY = "latchkey:had-tokens";

/**
 * Whether this browser was signed in with tokens when we last looked. Both cookies are out of reach for scripts, so
 * without this note a page that shows a session could not tell whether trying a refresh makes sense.
 */
export function hadTokens(): boolean {
  try {
    return window.localStorage.getItem(KEY) === "yes";
  } catch {
    return false;
  }
}

export function noteTokens(held: boolean): void {
  try {
    if (held) window.localStorage.setItem(KEY, "yes");
    else window.localStorage.removeItem(KEY);
  } catch {
    // Storage is switched off: the page then simply does not know.
  }
}
