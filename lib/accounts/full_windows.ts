import { setTimeout as sleep } from "node:timers/promises";
import type { Scope } from "@/lib/scope/scope";
import type { Limit, Uses } from "@/lib/store/throttle";

/** For so long a window that was found full is taken to be so without asking the database. */
const FRESH_MS = 1000;
/** Some hundred bytes each. */
const MAX_KEYS = 1000;

/** So often a window is recalled at once in that time; after that each has to wait, as it would for a hash. */
const MAX_RECALLS = 20;
const WAIT_MS = 250;

interface Found {
  readonly full: Uses;
  /** By performance.now(). */
  readonly at: number;
  recalls: number;
}

/**
 * By store, and by key. A storm of guesses that are refused costs the database next to nothing; in turn a worker may refuse for a
 * second longer where another one has cleared the count.
 */
const found = new WeakMap<Scope["store"], Map<string, Found>>();

export function rememberFull({ store }: Scope, full: Uses): void {
  const windows = found.get(store) ?? new Map<string, Found>();
  found.set(store, windows);
  // A Map keeps the order of insertion: the first is the one that was not found for the longest time.
  windows.delete(full.key);
  windows.set(full.key, { full, at: performance.now(), recalls: 0 });
  const [oldest] = windows.keys();
  if (windows.size > MAX_KEYS && oldest !== undefined) windows.delete(oldest);
}

/**
 * Of the windows of these limits, one that was found full just now, and is under way; else null. Whoever asks without a pause is kept
 * waiting, so that refusals, which cost less than hashes, do not come faster than these.
 */
export async function recallFull({ store, now }: Scope, limits: readonly Limit[]): Promise<Uses | null> {
  const windows = found.get(store);
  if (windows === undefined) return null;
  for (const { key, count, windowSeconds } of limits) {
    const one = windows.get(key);
    if (one === undefined || performance.now() - one.at > FRESH_MS || one.full.uses < count) continue;
    const left = one.full.endsAt.getTime() - now.getTime();
    if (left <= 0 || left > windowSeconds * 1000) continue;
    one.recalls += 1;
    if (one.recalls > MAX_RECALLS) await sleep(WAIT_MS);
    return one.full;
  }
  return null;
}

/** A count is cleared: it is asked for again. */
export function dropFull({ store }: Scope, key: string): void {
  found.get(store)?.delete(key);
}
