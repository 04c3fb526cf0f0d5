import { availableParallelism } from "node:os";
import { HashingUnavailableError } from "./unavailable.js";

/** How many may be inside at once. */
export const processors = availableParallelism();
/** How many may wait for each of them. At 0.3 s a hash the last one waits some twenty seconds. */
const WAITING_PER_PROCESSOR = 64;

/**
 * Lets in as many as there are processors, in order of arrival.
 * @returns {<T>(share: number, work: () => Promise<T>) => Promise<T>} runs work that keeps so many processors busy; more
 * than there are counts as all. Rejected with HashingUnavailableError at once, where too many wait
 */
export function semaphore() {
  let free = processors;
  /** @type {{ share: number, pass: () => void }[]} */
  const waiting = [];

  const admit = () => {
    for (let next = waiting[0]; next !== undefined && next.share <= free; next = waiting[0]) {
      waiting.shift();
      free -= next.share;
      next.pass();
    }
  };
  return async (wanted, work) => {
    if (waiting.length >= processors * WAITING_PER_PROCESSOR) {
      throw new HashingUnavailableError("Too many password hashes are waiting to be computed.");
    }
    const share = Math.min(wanted, processors);
    await new Promise((/** @type {(value?: undefined) => void} */ pass) => {
      waiting.push({ share, pass });
      admit();
    });
    try {
      return await work();
    } finally {
      free += share;
      admit();
    }
  };
}
