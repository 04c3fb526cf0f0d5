import { oncePerProcess } from "../process_wide";
import { type Compute, openPool } from "./pool.js";

export type { Compute };

/** Where this process has its hashes computed. */
const place = oncePerProcess<{ compute: Compute }>("hashing", () => ({ compute: openPool() }));

/** One hash, in a thread of this process or wherever the server that runs it said. */
export const computeHash: Compute = (name, task) => place.compute(name, task);

/** From now on, instead of in threads of this process. */
export function computeHashesBy(compute: Compute): void {
  place.compute = compute;
}
