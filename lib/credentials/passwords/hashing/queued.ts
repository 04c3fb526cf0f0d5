import { HashQueue } from "./queue";
import { type Check, type Hash, type Hashing, type Requester, threadHashing } from "./threads.js";

/** Django's parallelism. */
const ARGON2_LANES = 8;
/** Commands and tests, who compete with nobody. */
const NOBODY: Requester = { address: null, account: "" };

/** Queues what is to be computed, so that no more hashes run at once than there are processors. */
export function queuedHashing(hashing: Hashing, queue = new HashQueue()): Hashing {
  return {
    async compute(name, task, requester = NOBODY) {
      const permits = processorsFor(name, task);
      const result = await queue.run(permits, requester, () => hashing.compute(name, task));
      if (typeof result === "object" && "matches" in result && result.matches) queue.know(requester);
      return result;
    },
  };
}

/** Computes in threads of this process. */
export function localHashing(): Hashing {
  return queuedHashing(threadHashing());
}

/**
 * Argon2 starts a thread for each of its lanes. Two of its hashes at once are no faster than one after the other, take
 * twice the memory, and stall the rest of the machine while the system clears it.
 */
function processorsFor(name: Hash["name"] | "check", task: Hash["task"] | Check): number {
  const isArgon2 = "usesArgon2" in task ? task.usesArgon2 : name === "argon2";
  return isArgon2 ? ARGON2_LANES : 1;
}
