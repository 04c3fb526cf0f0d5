/** Measures how long the event loop of this process is blocked. */

import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

const INTERVAL_MS = 5;
/** The CPU time of the main thread is the first number, in nanoseconds. Linux only. */
const STATISTICS = `/proc/self/task/${process.pid}/schedstat`;

/**
 * @returns the longest time, in milliseconds, for which the event loop stood still during the work. It is CPU time of its
 *   thread, where the system tells that: on a busy machine, others take turns in between.
 */
export async function longestDelayDuring(work: () => Promise<unknown>): Promise<number> {
  const clock = threadClock();
  let [longest, last] = [0, clock()];
  const timer = setInterval(() => {
    const now = clock();
    longest = Math.max(longest, now - last);
    last = now;
  }, INTERVAL_MS);
  try {
    await pause(4 * INTERVAL_MS);
    await work();
    await pause(4 * INTERVAL_MS);
  } finally {
    clearInterval(timer);
  }
  return longest;
}

/** Milliseconds that this thread has worked; where that is not known, that have passed. */
function threadClock(): () => number {
  const read = () => Number(readFileSync(STATISTICS, "utf8").split(" ")[0]) / 1e6;
  try {
    read();
    return read;
  } catch {
    return () => performance.now();
  }
}
