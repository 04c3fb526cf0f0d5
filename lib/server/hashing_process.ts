import { type ChildProcess, fork } from "node:child_process";
import { type Hashing, setHashing } from "@/lib/credentials/passwords/hashing/compute";
import { queuedHashing } from "@/lib/credentials/passwords/hashing/queued";
import { requestHashesOver } from "@/lib/credentials/passwords/hashing/request_hashes.js";
import { serveHashesOver } from "@/lib/credentials/passwords/hashing/serve_hashes.js";
import { HashingUnavailableError } from "@/lib/credentials/passwords/hashing/unavailable.js";

const PROGRAM = "lib/credentials/passwords/hashing/process.js";
/** A process that ended within this time of its start is not restarted before it has passed: the start itself fails. */
const MIN_UPTIME_MS = 1000;
/** A process that has not ended by then is killed. */
const STOP_TIMEOUT_MS = 1000;

/** The one process that computes the hashes of the whole app. */
export interface HashingProcess {
  readonly hashing: Hashing;
  /** Computes what a worker requests. */
  serve(worker: ChildProcess): void;
  /** What it has not computed yet fails with HashingUnavailableError, and so does every further request. */
  stop(): Promise<void>;
}

/**
 * Starts it. Hashes wait for their turn in this process, and are sent to it as processors become free. Where it ends, or
 * hangs and is killed, those that it was computing fail with HashingUnavailableError, and the next one restarts it.
 */
export function startHashingProcess(): HashingProcess {
  let child: Child | null = null;
  let startedAt = Number.NEGATIVE_INFINITY;
  let stopped: Promise<void> | null = null;
  const running = (): Child => {
    if (stopped) throw new HashingUnavailableError("The server is stopping.");
    if (child?.process.connected) return child;
    if (performance.now() - startedAt < MIN_UPTIME_MS)
      throw new HashingUnavailableError(
        "The process that computes password hashes ends as soon as it starts.",
      );
    startedAt = performance.now();
    child = startChild();
    return child;
  };
  const hashing = queuedHashing({
    compute: async (...args) => running().hashing.compute(...args),
  });
  running();
  return {
    hashing,
    serve: (worker) => serveHashesOver(worker, hashing),
    stop: () => {
      stopped ??= child ? stopChild(child) : Promise.resolve();
      return stopped;
    },
  };
}

interface Child {
  readonly process: ChildProcess;
  readonly hashing: Hashing;
}

/** @throws HashingUnavailableError where the system starts no more processes */
function startChild(): Child {
  try {
    // "advanced" sends bytes as they are. This process's loaders and profilers are not needed there.
    const process = fork(PROGRAM, { serialization: "advanced", execArgv: [] });
    // Without a listener, an 'error' event crashes the process; "disconnect" follows it.
    process.on("error", () => {});
    return { process, hashing: requestHashesOver(process, () => killHanging(process)) };
  } catch (error) {
    throw new HashingUnavailableError(error instanceof Error ? error.message : String(error));
  }
}

/** A stopped process ends by SIGKILL alone. What still waits goes to the next one. */
function killHanging(child: ChildProcess): void {
  child.kill("SIGKILL");
  if (child.connected) child.disconnect();
}

async function stopChild({ process: child }: Child): Promise<void> {
  if (!child.connected) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.disconnect();
  const kill = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(kill);
}

/** In a worker: the primary's hashing process computes its hashes. */
export function hashInPrimary(): void {
  setHashing(requestHashesOver(process));
}
