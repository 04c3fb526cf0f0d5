import { jobFailed } from "@/lib/events/server_events";
import { fillAddresses } from "@/lib/jobs/fill_addresses";
import { pruneExpired } from "@/lib/jobs/prune_expired";
import { shareBlacklist } from "@/lib/jobs/share_blacklist";
import { removeLabs } from "@/lib/lab/remove_labs";
import type { Scope } from "@/lib/scope/scope";
import type { Settings } from "@/lib/settings/settings";
import type { Store } from "@/lib/store/open";

/** Soon after the start, so that a server that is restarted often runs the jobs, too. */
const FIRST_MS = 60_000;
const HOUR_MS = 3_600_000;

interface Job {
  readonly name: Parameters<typeof jobFailed>[0];
  run(scope: Scope, signal: AbortSignal): Promise<unknown>;
}

/** One after the other: one that fails does not keep the others from running. */
const JOBS: readonly Job[] = [
  { name: "pruning", run: pruneExpired },
  { name: "filling_addresses", run: fillAddresses },
  { name: "sharing_blacklist", run: shareBlacklist },
  { name: "removing_labs", run: removeLabs },
];

/**
 * Runs the jobs soon, then once an hour, each time at another minute: several processes do not begin together. Keeps no
 * process alive.
 * @param now milliseconds since the epoch
 * @returns how to stop it
 */
export function startHourlyJobs(store: Store, settings: Settings, now: () => number): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  let timer: NodeJS.Timeout;
  const schedule = (atMost: number) => {
    timer = setTimeout(run, atMost * (0.9 + Math.random() * 0.2)).unref();
  };
  const run = async () => {
    for (const job of JOBS) {
      if (signal.aborted) return;
      await job.run({ store, settings, now: new Date(now()) }, signal).catch((error: unknown) => {
        // After stop() the database may already be closed.
        if (!signal.aborted) jobFailed(job.name, error);
      });
    }
    if (!signal.aborted) schedule(HOUR_MS);
  };
  schedule(FIRST_MS * (1 + Math.random() * 9));
  return () => {
    stopping.abort();
    clearTimeout(timer);
  };
}
