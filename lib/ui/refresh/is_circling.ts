const NAME = "latchkey-refreshed-for";
/** An app takes longer than this to need another token. Milliseconds. */
const SOON = 30_000;
/** How often a tab may come within that time. */
const MOST = 3;

/**
 * Notes that this tab has come to refresh for a page. True where that page has sent it back several times within that time, as an
 * app does that does not get the cookie: then only somebody's click goes on.
 * @param now milliseconds since the epoch
 */
export function isCircling(next: string, now: number): boolean {
  try {
    const times = timesOf(window.sessionStorage.getItem(NAME), next).filter((at) => now - at < SOON);
    window.sessionStorage.setItem(NAME, JSON.stringify({ next, times: [...times, now] }));
    return times.length >= MOST;
  } catch {
    // Where storage is blocked, so are cookies: there are no tokens to refresh.
    return false;
  }
}

function timesOf(kept: string | null, next: string): number[] {
  const parsed: unknown = JSON.parse(kept ?? "null");
  if (typeof parsed !== "object" || parsed === null || !("next" in parsed && "times" in parsed)) return [];
  if (parsed.next !== next || !Array.isArray(parsed.times)) return [];
  return parsed.times.filter((at) => typeof at === "number");
}
