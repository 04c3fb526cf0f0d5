import { oncePerProcess } from "../process_wide";
import { localHashing } from "./queued";
import type { Hash, Hashing, Requester } from "./threads.js";

export type { Hash, Hashing, Requester };

const current = oncePerProcess<{ hashing: Hashing }>("hashing", () => ({ hashing: localHashing() }));

/** Computes in a thread of this process, or where {@link setHashing} said; queued with all other hashes of the app. */
export const computeHash: Hashing["compute"] = (...args) => current.hashing.compute(...args);

/** Sends all further hashes of this process elsewhere. */
export function setHashing(hashing: Hashing): void {
  current.hashing = hashing;
}
