/** The threads that compute hashes, for tests that end them. */

import workerThreads, { type Worker } from "node:worker_threads";

export interface CapturedThreads {
  /** Ends those that have started, whatever they compute. */
  end(): Promise<void>;
  /** How many have started and were not ended. */
  count(): number;
  restore(): void;
}

/** Keeps hold of every thread that this process starts from now on. */
export function captureThreads(): CapturedThreads {
  const original = workerThreads.Worker;
  const started: Worker[] = [];
  workerThreads.Worker = class extends original {
    constructor(...args: ConstructorParameters<typeof Worker>) {
      super(...args);
      started.push(this);
    }
  };
  return {
    async end() {
      await Promise.all(started.splice(0).map((thread) => thread.terminate()));
    },
    count: () => started.length,
    restore() {
      workerThreads.Worker = original;
    },
  };
}
