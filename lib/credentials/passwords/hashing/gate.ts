import { LANES } from "../hashers/argon2";
import type { Engine } from "../hashers/hasher";
import { currentHashing } from "./compute";

/**
 * Runs `work` in one of the slots, of which there are as many as processors, in order of arrival. Not to be nested:
 * `work` holds its slot to the end, and a second one inside could wait for itself.
 *
 * @param engines of all hashes that may be computed in it
 * @throws HashingUnavailableError at once, where too many wait
 */
export async function inHashingSlot<T>(engines: readonly Engine[], work: () => Promise<T>): Promise<T> {
  const hashing = currentHashing();
  // Argon2 starts a thread for each of its lanes. Two hashes at once are no faster than one after the other, take twice the
  // memory, and make everybody else on the machine wait while the system clears it.
  const slot = await hashing.enter(engines.includes("argon2") ? LANES : 1);
  try {
    return await work();
  } finally {
    hashing.leave(slot);
  }
}
