/** Measures how long the event loop of this process is blocked. */

import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";

const RESOLUTION_MS = 5;
const NANOSECONDS_PER_MS = 1e6;

/** @returns the longest time, in milliseconds, for which the event loop stood still during the work */
export async function longestDelayDuring(work: () => Promise<unknown>): Promise<number> {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  // The first measurement needs a timer that has fired.
  await pause(4 * RESOLUTION_MS);
  await work();
  await pause(4 * RESOLUTION_MS);
  delays.disable();
  return delays.max / NANOSECONDS_PER_MS;
}
