import { type Facts, isCollecting, logLine } from "./log";

/** Lines that say the same within this time are counted. */
const QUIET_MS = 10_000;
/** Different lines of an event that are being counted; further ones are written each time. */
const MAX_COUNTED = 100;

/** How often a line was due again, and what writes that. */
interface Counted {
  repeated: number;
  readonly timer: NodeJS.Timeout;
  write(): void;
}

/** By event: many different lines of one must not keep those of another from being counted. */
const countedOf = new Map<string, Map<string, Counted>>();

/**
 * Writes a line that may be due a thousand times a second: at once, and where it was due again, once more after ten seconds,
 * with how often (`repeated`). Lines that are collected for a piece of work are not counted with those of others.
 */
export function logRepeated(event: string, facts: Facts): void {
  if (isCollecting()) {
    logLine(event, facts);
    return;
  }
  const counted = countedOf.get(event) ?? new Map<string, Counted>();
  countedOf.set(event, counted);
  const key = JSON.stringify(facts);
  const known = counted.get(key);
  if (known !== undefined) {
    known.repeated += 1;
    return;
  }
  logLine(event, facts);
  if (counted.size >= MAX_COUNTED) return;
  const write = () => {
    const repeated = counted.get(key)?.repeated ?? 0;
    counted.delete(key);
    if (repeated > 0) logLine(event, { ...facts, repeated });
  };
  counted.set(key, { repeated: 0, timer: setTimeout(write, QUIET_MS).unref(), write });
}

/** Writes what is still counted, as a server does before it ends. */
export function writeRepeated(): void {
  for (const counted of countedOf.values()) {
    for (const { timer, write } of [...counted.values()]) {
      clearTimeout(timer);
      write();
    }
  }
}
