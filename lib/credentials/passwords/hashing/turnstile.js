import { randomUUID } from "node:crypto";
import { availableParallelism } from "node:os";
import { HashingUnavailableError } from "./unavailable.js";

/** How many slots there are. */
export const processors = availableParallelism();
/** How many may wait for each slot. At 0.3 s a hash the last of them waits some twenty seconds. */
const WAITING_PER_SLOT = 64;

/**
 * @typedef {object} Turnstile
 * @property {(share: number) => Promise<string>} enter waits for a slot of so many processors. Whoever has one never
 * waits again, however many hashes they compute one after the other: what happens inside takes the same time whether it
 * is one long hash or two short ones. Rejected with HashingUnavailableError at once, where too many wait
 * @property {(slot: string) => void} leave gives the slot back; nothing happens where it is gone already
 */

/**
 * Lets as many pass as there are processors, in order of arrival.
 * @returns {Turnstile}
 */
export function turnstile() {
  let free = processors;
  /** @type {Map<string, number>} */
  const inside = new Map();
  /** @type {{ share: number, pass: (slot: string) => void }[]} */
  const waiting = [];

  const admit = () => {
    for (let next = waiting[0]; next !== undefined && next.share <= free; next = waiting[0]) {
      waiting.shift();
      const slot = randomUUID();
      inside.set(slot, next.share);
      free -= next.share;
      next.pass(slot);
    }
  };
  return {
    async enter(share) {
      if (waiting.length >= processors * WAITING_PER_SLOT) {
        throw new HashingUnavailableError("Too many password hashes are waiting to be computed.");
      }
      return new Promise((pass) => {
        waiting.push({ share: Math.min(share, processors), pass });
        admit();
      });
    },
    leave(slot) {
      free += inside.get(slot) ?? 0;
      inside.delete(slot);
      admit();
    },
  };
}
