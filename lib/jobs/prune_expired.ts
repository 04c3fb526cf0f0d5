import { EVENT_AGE_SECONDS } from "@/lib/events/event_age";
import type { Scope } from "@/lib/scope/scope";
import type { Settings } from "@/lib/settings/settings";
import { type Cutoffs, type Pruned, prune } from "@/lib/store/prune";

/** Rows are kept a day longer than needed: correcting a wrong clock must not revive a credential. Seconds. */
const CLOCK_MARGIN = 86_400;

/**
 * Deletes expired rows, and rows whose user is gone.
 * @param signal ends it early
 */
export function pruneExpired({ settings, store, now }: Scope, signal?: AbortSignal): Promise<Pruned> {
  return prune(store, cutoffsOf(settings, now), signal);
}

/** Up to which time each kind of row can no longer be needed, by the settings. */
function cutoffsOf({ jwt, mail }: Settings, now: Date): Cutoffs {
  const before = (seconds: number) => new Date(now.getTime() - (seconds + CLOCK_MARGIN) * 1000);
  // LEEWAY twice: a refresh token is accepted that long after its expiry, and so is an access token made at that moment.
  // If its family was ended or the password changed, only the family's row makes that access token invalid.
  const descendants = Math.max(jwt.accessLifetime, jwt.slidingLifetime) + 2 * jwt.leeway;
  return {
    // A renewed sliding token keeps its identifier, so that it lives longer than its row's expiry says.
    tokens: before(jwt.slidingRefreshLifetime + 2 * jwt.leeway),
    families: before(descendants),
    // A Django service with the same key may have copied `sid` into a refresh token that we have not seen.
    endedFamilies: before(jwt.refreshLifetime + descendants),
    sessions: before(0),
    djangoSessions: before(0),
    events: before(EVENT_AGE_SECONDS),
    proofs: before(mail.verificationTimeout),
    throttle: now,
  };
}
