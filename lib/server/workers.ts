import cluster, { type Worker } from "node:cluster";
import type { HashingProcess } from "./hashing_process";

/** A worker that ended within this time of its start is replaced only after it: the start itself may fail. */
const MIN_UPTIME_MS = 1000;

/** In a worker's environment: tells it from a worker of a process manager that runs the app in a cluster of its own. */
const WORKER_VARIABLE = "LATCHKEY_WORKER";

interface WorkerMessage {
  /** The port that it listens on. */
  readonly port?: number;
  /** Why it could not start. */
  readonly failure?: string;
}

/** No worker could start to serve; the message says what to do. */
export class WorkersError extends Error {}

/**
 * Keeps a number of workers serving behind one port: one that crashes is replaced.
 * @param hashing computes the hashes of all of them
 * @returns the port, once all of them serve, and how to stop them
 * @throws WorkersError where one of the first workers cannot start
 */
export async function startWorkers(
  count: number,
  hashing: HashingProcess,
): Promise<{ port: number; stop(): Promise<void> }> {
  // Hashes are bytes, which the default serialization (JSON) cannot send.
  cluster.setupPrimary({ serialization: "advanced" });
  let stopping = false;
  const replace = (startedAt: number) => {
    if (stopping) return;
    const delayMs = performance.now() - startedAt < MIN_UPTIME_MS ? MIN_UPTIME_MS : 0;
    setTimeout(() => !stopping && startWorker(replace, hashing).ready.catch(() => {}), delayMs);
  };
  const first = Array.from({ length: count }, () => startWorker(replace, hashing));
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
    await Promise.all(workers.map(stopWorker));
  }
}

function stopWorker(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    worker.once("exit", () => resolve());
    worker.process.kill("SIGTERM");
  });
}

function startWorker(
  onEnd: (startedAt: number) => void,
  hashing: HashingProcess,
): { ready: Promise<number> } {
  const worker: Worker = cluster.fork({ [WORKER_VARIABLE]: "1" });
  hashing.serve(worker.process);
  const startedAt = performance.now();
  const ready = new Promise<number>((resolve, reject) => {
    worker.on("message", ({ port, failure }: WorkerMessage) => {
      if (failure !== undefined) reject(new WorkersError(failure));
      if (port !== undefined) resolve(port);
    });
    worker.on("error", (error) => {
      // With a process id, it was a message to a worker that had ended already: "exit" follows.
      if (worker.process.pid !== undefined) return;
      onEnd(startedAt);
      reject(new WorkersError(`A worker process cannot be started: ${error.message}`));
    });
    worker.once("exit", (code, signal) => {
      onEnd(startedAt);
      reject(new WorkersError(`A worker process ended (${signal ?? code}) before it served.`));
    });
  });
  return { ready };
}

/** In a worker: reports to the process that started it. */
export function sendToPrimary(message: WorkerMessage): void {
  process.send?.(message);
}

/** Whether this process was started by {@link startWorkers}. */
export function isOurWorker(): boolean {
  return process.env[WORKER_VARIABLE] !== undefined;
}
