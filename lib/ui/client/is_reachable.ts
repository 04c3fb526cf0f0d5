/** Long enough for a busy server. */
const TIMEOUT_MS = 10_000;

/**
 * Whether the server answers at all. Asked before a page is rendered anew without anybody having asked for it: where that
 * fails, Next.js leaves the page for the browser's own error page.
 */
export async function isReachable(): Promise<boolean> {
  try {
    await fetch("/healthz", { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(TIMEOUT_MS) });
    return true;
  } catch {
    return false;
  }
}
