import { pruningFailed } from "@/lib/events/events";
import type { Settings } from "@/lib/settings/settings";
import type { Store } from "@/lib/store/open";
import { type Cutoffs, type Pruned, prune } from "@/lib/store/prune";

/** Rows stay a day longer than they are of use: a clock that was wrong and is put right brings nothing back. Seconds. */
const CLOCK_MARGIN = 86_400;
/** The first time soon after the start, or a server that is started often would never come to it. Milliseconds. */
const FIRST = 60_000;
/** milliseconds */
const HOUR = 3_600_000;

/**
 * Deletes what nobody can use any more.
 * @param now milliseconds since the epoch
 */
export function pruneExpired(
  store: Store,
  settings: Settings,
  now: number,
  signal?: AbortSignal,
): Promise<Pruned> {
  return prune(store, cutoffsOf(settings, now), signal);
}

/**
 * Prunes soon, then once an hour, each time at another minute: several processes do not begin together. Keeps no
 * process alive.
 * @param now milliseconds since the epoch
 * @returns how to stop it
 */
export function startPruning(store: Store, settings: Settings, now: () => number): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  let timer: NodeJS.Timeout;
  const schedule = (atMost: number) => {
    timer = setTimeout(run, atMost * (0.9 + Math.random() * 0.2)).unref();
  };
  const run = async () => {
    await pruneExpired(store, settings, now(), signal).catch((error: unknown) => {
      // Stopped, the database may have been closed below it.
      if (!signal.aborted) pruningFailed(error);
    });
    if (!signal.aborted) schedule(HOUR);
  };
  schedule(FIRST * (1 + Math.random() * 9));
  return () => {
    stopping.abort();
    clearTimeout(timer);
  };
}

/** What the settings say of how long a row can still be asked for. */
function cutoffsOf({ jwt }: Settings, now: number): Cutoffs {
  const before = (seconds: number) => new Date(now - (seconds + CLOCK_MARGIN) * 1000);
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
  };
}
