import { type ChildProcess, fork } from "node:child_process";
import type { Settings } from "@/lib/settings/settings";
import { Acceptor } from "./acceptor";
import type { HashingProcess } from "./hashing_process";
import type { Serving } from "./serve";
import { WORKERS_MS } from "./stop_limits";
import { type Order, type Report, WORKER_VARIABLE } from "./worker";

/** A worker that ended within this time of its start is replaced only after it: the start itself may fail. */
const MIN_UPTIME_MS = 1000;

/** No worker could start to serve; the message says what to do. */
export class WorkersError extends Error {}

/**
 * Keeps the settings' number of workers serving behind one port: one that ends is replaced.
 * @param hashing computes the hashes of all of them
 * @returns once all of them serve
 * @throws ListenError, WorkersError where one of the first workers cannot start
 */
export async function startWorkers(settings: Settings, hashing: HashingProcess): Promise<Serving> {
  const acceptor = await Acceptor.listen(settings.host, settings.port);
  const workers = new Workers(acceptor, hashing);
  try {
    await Promise.all(Array.from({ length: settings.workers }, () => workers.start()));
    return { port: acceptor.port, stop: () => workers.stop() };
  } catch (error) {
    await workers.stop();
    throw error;
  }
}

class Workers {
  readonly #acceptor: Acceptor;
  readonly #hashing: HashingProcess;
  /** Each resolves when its worker is gone. */
  readonly #running = new Map<ChildProcess, Promise<unknown>>();
  #stopping = false;

  constructor(acceptor: Acceptor, hashing: HashingProcess) {
    this.#acceptor = acceptor;
    this.#hashing = hashing;
  }

  /** @returns when it serves @throws WorkersError */
  async start(): Promise<void> {
    const startedAt = performance.now();
    // "advanced": hashes are bytes, which JSON cannot send.
    const env = { ...process.env, [WORKER_VARIABLE]: "1" };
    const worker = fork(process.argv[1] ?? "", { env, serialization: "advanced" });
    this.#hashing.serve(worker);
    const gone = whyGone(worker);
    this.#running.set(worker, gone);
    void gone.then(() => {
      this.#running.delete(worker);
      this.#acceptor.remove(worker);
      if (!leaving) this.#replace(startedAt);
    });
    let leaving = false;
    worker.on("message", (report: Report) => {
      if (report.taken) this.#acceptor.taken(worker);
      if (report.ready) this.#acceptor.add(worker);
      if (!report.leaving || leaving) return;
      leaving = true;
      this.#tellToStop(worker);
      this.#replace(startedAt);
    });
    await isReady(worker, gone);
  }

  #replace(startedAt: number): void {
    const delay = performance.now() - startedAt < MIN_UPTIME_MS ? MIN_UPTIME_MS : 0;
    // Its failure is that of its replacement's: the next one follows after a second.
    setTimeout(() => this.#stopping || this.start().catch(() => {}), delay);
  }

  /** No worker is left when it returns. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#acceptor.close();
    for (const worker of this.#running.keys()) this.#tellToStop(worker);
    const kill = setTimeout(() => {
      for (const worker of this.#running.keys()) worker.kill("SIGKILL");
    }, WORKERS_MS);
    await Promise.all(this.#running.values());
    clearTimeout(kill);
  }

  #tellToStop(worker: ChildProcess): void {
    this.#acceptor.retire(worker);
    // It arrives behind all connections that the worker was given.
    worker.send({ stop: true } satisfies Order, () => {});
  }
}

/** Resolves with the reason when a worker has ended or could not be started. */
function whyGone(worker: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    worker.once("exit", (code, signal) => resolve(`ended (${signal ?? code}) before it served`));
    worker.on("error", ({ message }) => {
      // With a process id, it was a message to a worker that had ended already: "exit" follows.
      if (worker.pid === undefined) resolve(`cannot be started: ${message}`);
    });
  });
}

/** @throws WorkersError */
function isReady(worker: ChildProcess, gone: Promise<string>): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on("message", ({ ready, failure }: Report) => {
      if (failure !== undefined) reject(new WorkersError(failure));
      if (ready) resolve();
    });
    void gone.then((reason) => reject(new WorkersError(`A worker process ${reason}.`)));
  });
}
