const NAME = "latchkey-tokens-changed";

/** Remembers for tabs that are opened later that the token cookies have just changed. */
export function noteTokenChange(): void {
  try {
    window.localStorage.setItem(NAME, String(Date.now()));
  } catch {
    // Where storage is blocked, such a tab refreshes once more.
  }
}

/**
 * Whether a tab of this browser has changed the token cookies after a time. A change in the future is none: the clock was set
 * back.
 * @param since milliseconds since the epoch, on this browser's clock
 */
export function haveTokensChanged(since: number): boolean {
  try {
    const changedAt = Number(window.localStorage.getItem(NAME));
    return changedAt > since && changedAt <= Date.now();
  } catch {
    return false;
  }
}
