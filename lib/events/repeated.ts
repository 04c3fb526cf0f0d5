import { type Facts, isCollecting, logLine } from "./log";

/** Lines that say the same within this time are counted. */
const QUIET_MS = 10_000;
/** Different lines of an event that are being counted; further ones are written each time. */
const MAX_COUNTED = 100;
/** By event: many different lines of one must not keep those of another from being counted. */
const countedOf = new Map<string, Map<string, number>>();

/**
 * Writes a line that may be due a thousand times a second: at once, and where it was due again, once more after ten seconds,
 * with how often (`repeated`). Lines that are collected for a piece of work are not counted with those of others.
 */
export function logRepeated(event: string, facts: Facts): void {
  if (isCollecting()) {
    logLine(event, facts);
    return;
  }
  const counted = countedOf.get(event) ?? new Map<string, number>();
  countedOf.set(event, counted);
  const key = JSON.stringify(facts);
  const count = counted.get(key);
  if (count !== undefined) {
    counted.set(key, count + 1);
    return;
  }
  logLine(event, facts);
  if (counted.size >= MAX_COUNTED) return;
  counted.set(key, 0);
  setTimeout(() => {
    const repeated = counted.get(key) ?? 0;
    counted.delete(key);
    if (repeated > 0) logLine(event, { ...facts, repeated });
  }, QUIET_MS).unref();
}
