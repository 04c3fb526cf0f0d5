import type { Scope } from "@/lib/scope/scope";
import type { Settings } from "@/lib/settings/settings";
import { type Cutoffs, type Pruned, prune } from "@/lib/store/prune";

/** Rows stay a day longer than they are of use: a clock that was wrong and is put right brings nothing back. Seconds. */
const CLOCK_MARGIN = 86_400;
/** How long what happened to an account can be looked up. */
const EVENT_AGE_SECONDS = 90 * 86_400;

/**
 * Deletes what nobody can use any more, and what belongs to users who are gone.
 * @param signal ends it early
 */
export function pruneExpired({ settings, store, now }: Scope, signal?: AbortSignal): Promise<Pruned> {
  return prune(store, cutoffsOf(settings, now), signal);
}

/** What the settings say of how long a row can still be asked for. */
function cutoffsOf({ jwt }: Settings, now: Date): Cutoffs {
  const before = (seconds: number) => new Date(now.getTime() - (seconds + CLOCK_MARGIN) * 1000);
  // LEEWAY twice: at the refresh token's end, and at the end of the access token that was made just then. That token
  // is dead by its family's row alone where the family was ended, or the password changed.
  const descendants = Math.max(jwt.accessLifetime, jwt.slidingLifetime) + 2 * jwt.leeway;
  return {
    // A sliding token is renewed under its first identifier, behind the expiry that its row tells.
    tokens: before(jwt.slidingRefreshLifetime + 2 * jwt.leeway),
    families: before(descendants),
    // A Django beside us may have handed on the family's name to a refresh token that we have not seen.
    endings: before(jwt.refreshLifetime + descendants),
    sessions: before(0),
    events: before(EVENT_AGE_SECONDS),
  };
}
