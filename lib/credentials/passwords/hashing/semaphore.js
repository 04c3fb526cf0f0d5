import { availableParallelism } from "node:os";
import { HashingUnavailableError } from "./unavailable.js";

/** How many processors may be busy at once. */
export const processors = availableParallelism();
/** At 0.3 s a hash the last in a full queue waits some twenty seconds. */
const MAX_QUEUED_PER_PROCESSOR = 64;

/**
 * A semaphore with one permit for each processor, granted in order of arrival.
 * @returns {<T>(permits: number, work: () => Promise<T>) => Promise<T>} runs work that keeps so many processors busy, at
 * most all of them. Rejects with HashingUnavailableError at once where the queue is full
 */
export function semaphore() {
  let free = processors;
  /** @type {{ permits: number, start: () => void }[]} */
  const queue = [];

  const startNext = () => {
    for (let next = queue[0]; next !== undefined && next.permits <= free; next = queue[0]) {
      queue.shift();
      free -= next.permits;
      next.start();
    }
  };
  return async (wanted, work) => {
    if (queue.length >= processors * MAX_QUEUED_PER_PROCESSOR) {
      throw new HashingUnavailableError("Too many password hashes are waiting to be computed.");
    }
    const permits = Math.min(wanted, processors);
    await new Promise((/** @type {(value?: undefined) => void} */ start) => {
      queue.push({ permits, start });
      startNext();
    });
    try {
      return await work();
    } finally {
      free += permits;
      startNext();
    }
  };
}
