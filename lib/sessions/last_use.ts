import type { Scope } from "@/lib/scope/scope";
import { addSeconds } from "@/lib/scope/time";

/** Whether a session has not been used for SESSION_IDLE_TIMEOUT. */
export function isIdle({ settings, now }: Scope, lastUsedAt: Date): boolean {
  const { idleTimeout } = settings.session;
  return idleTimeout !== null && now >= addSeconds(lastUsedAt, idleTimeout);
}

/** The last use of a sign-in is written at most so often: a write for every request would cost more than the request. */
const TOUCH_INTERVAL_SECONDS = 60;

/**
 * Whether the last use that is stored is old enough to be written anew. One in the future is, too: a clock that was set back
 * left it behind, and an idle timeout would count from it.
 */
export function isUseDue(lastUsedAt: Date, now: Date, intervalSeconds = TOUCH_INTERVAL_SECONDS): boolean {
  return now >= addSeconds(lastUsedAt, intervalSeconds) || lastUsedAt > addSeconds(now, intervalSeconds);
}
