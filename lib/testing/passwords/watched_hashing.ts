/** Hashing in this process's threads that counts. */

import { type Hash, type Hashing, setHashing } from "@/lib/credentials/passwords/hashing/compute";
import { localHashing, queuedHashing } from "@/lib/credentials/passwords/hashing/queued";
import { type Check, threadHashing } from "@/lib/credentials/passwords/hashing/threads.js";

export interface WatchedHashing {
  /** How many hashes were asked for. */
  asked(): number;
  /** How many were, or are being, computed. */
  begun(): number;
  /** How many others began while the last hash of a password that was asked for waited for its turn. */
  turnsBefore(password: string): number;
  /** Puts this process's ordinary hashing in its place. */
  restore(): void;
}

/** Makes all further hashes of this process be counted. */
export function watchHashing(): WatchedHashing {
  let asked = 0;
  let begun = 0;
  const begunWhenAsked = new Map<string, number>();
  const turns = new Map<string, number>();
  const { compute } = threadHashing();
  const counted: Hashing = {
    compute: (name, task) => {
      const password = passwordOf(task);
      turns.set(password, begun - (begunWhenAsked.get(password) ?? 0));
      begun += 1;
      return compute(name, task);
    },
  };
  const queued = queuedHashing(counted);
  setHashing({
    compute: (name, task, requester) => {
      asked += 1;
      begunWhenAsked.set(passwordOf(task), begun);
      return queued.compute(name, task, requester);
    },
  });
  return {
    asked: () => asked,
    begun: () => begun,
    turnsBefore: (password) => turns.get(password) ?? 0,
    restore: () => setHashing(localHashing()),
  };
}

function passwordOf(task: Hash["task"] | Check): string {
  if ("password" in task) return task.password;
  return task.hashes[0]?.task.password ?? "";
}
