import cluster, { type Worker } from "node:cluster";
import type { HashingProcess } from "./hashing";

/** A worker that ends sooner than this after it started is not replaced at once: something is wrong. Milliseconds. */
const SHORT_LIFE = 1000;

/** Tells a worker of ours from one of a process manager that has a cluster of its own. */
const KEPT = "LATCHKEY_KEPT";

interface ToldByWorker {
  readonly port?: number;
  readonly failure?: string;
}

/** No worker could begin to serve; the message says what to do. */
export class WorkersError extends Error {}

/**
 * Keeps a number of processes serving behind one port: one that crashes is replaced.
 * @param hashing what computes the hashes of all of them
 * @returns the port, once all of them serve, and how to stop them
 * @throws WorkersError where the first ones cannot
 */
export async function startWorkers(
  count: number,
  hashing: HashingProcess,
): Promise<{ port: number; stop(): Promise<void> }> {
  // What is hashed are bytes, which JSON does not know.
  cluster.setupPrimary({ serialization: "advanced" });
  let stopping = false;
  const replace = (startedAt: number) => {
    if (stopping) return;
    const pause = Date.now() - startedAt < SHORT_LIFE ? SHORT_LIFE : 0;
    setTimeout(() => !stopping && begin(replace, hashing).ready.catch(() => {}), pause);
  };
  const first = Array.from({ length: count }, () => begin(replace, hashing));
  try {
    const ports = await Promise.all(first.map(({ ready }) => ready));
    return { port: ports[0] ?? 0, stop };
  } catch (error) {
    await stop();
    throw error;
  }

  async function stop(): Promise<void> {
    stopping = true;
    const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
    await Promise.all(
      workers.map(
        (worker) =>
          new Promise<void>((resolve) => {
            worker.once("exit", () => resolve());
            worker.process.kill("SIGTERM");
          }),
      ),
    );
  }
}

function begin(ended: (startedAt: number) => void, hashing: HashingProcess): { ready: Promise<number> } {
  const worker: Worker = cluster.fork({ [KEPT]: "1" });
  hashing.serve(worker.process);
  const startedAt = Date.now();
  const ready = new Promise<number>((resolve, reject) => {
    worker.on("message", ({ port, failure }: ToldByWorker) => {
      if (failure !== undefined) reject(new WorkersError(failure));
      if (port !== undefined) resolve(port);
    });
    worker.on("error", (error) => {
      // Another one tells that a message came too late for a worker that has ended: "exit" follows.
      if (worker.process.pid !== undefined) return;
      ended(startedAt);
      reject(new WorkersError(`A worker process cannot be started: ${error.message}`));
    });
    worker.once("exit", (code, signal) => {
      ended(startedAt);
      reject(new WorkersError(`A worker process ended (${signal ?? code}) before it served.`));
    });
  });
  return { ready };
}

/** What a worker tells the process that keeps it. */
export function tellPrimary(message: ToldByWorker): void {
  process.send?.(message);
}

/** Whether this worker was started by startWorkers. */
export function isOurWorker(): boolean {
  return process.env[KEPT] !== undefined;
}
