import { oncePerProcess } from "../process_wide";
import { type Hash, type Hashing, localHashing } from "./hashing.js";

export type { Hash, Hashing };

/** Where this process has its hashes computed. */
const place = oncePerProcess<{ hashing: Hashing }>("hashing", () => ({ hashing: localHashing() }));

/** In a thread of this process or wherever the server that runs it said, in turn with all other hashes of the app. */
export const computeHash: Hashing["compute"] = (...asked) => place.hashing.compute(...asked);

/** From now on, instead of in threads of this process. */
export function setHashing(hashing: Hashing): void {
  place.hashing = hashing;
}
