/** Hashing in this process's threads that counts. */

import { type Hashing, setHashing } from "@/lib/credentials/passwords/hashing/compute";
import { localHashing, queuedHashing } from "@/lib/credentials/passwords/hashing/queued";
import { threadHashing } from "@/lib/credentials/passwords/hashing/threads.js";

export interface WatchedHashing {
  /** How many hashes were asked for. */
  asked(): number;
  /** How many were, or are being, computed. */
  begun(): number;
  /** Puts this process's ordinary hashing in its place. */
  restore(): void;
}

/** Makes all further hashes of this process be counted. */
export function watchHashing(): WatchedHashing {
  let asked = 0;
  let begun = 0;
  const { compute } = threadHashing();
  const counted: Hashing = {
    compute: (...args) => {
      begun += 1;
      return compute(...args);
    },
  };
  const queued = queuedHashing(counted);
  setHashing({
    compute: (...args) => {
      asked += 1;
      return queued.compute(...args);
    },
  });
  return { asked: () => asked, begun: () => begun, restore: () => setHashing(localHashing()) };
}
