import { type ChildProcess, fork } from "node:child_process";
import { requestHashesOver, serveHashesOver } from "@/lib/credentials/passwords/hashing/channel.js";
import { type Hashing, setHashing } from "@/lib/credentials/passwords/hashing/compute";
import { HashingUnavailableError } from "@/lib/credentials/passwords/hashing/unavailable.js";

const PROGRAM = "lib/credentials/passwords/hashing/process.js";
/** One that ends sooner than this after it started is not replaced before: something is wrong. Milliseconds. */
const SHORT_LIFE = 1000;
/** How long it may take to end. Milliseconds. */
const PATIENCE = 1000;

/** The one process that computes hashes for all that serve. */
export interface HashingProcess {
  readonly hashing: Hashing;
  /** Computes what another process of ours asks for. */
  serve(asking: ChildProcess): void;
  stop(): Promise<void>;
}

/** Starts it; where it ends, the next hash starts another one. What it was computing is lost, which its callers are told. */
export function startHashingProcess(): HashingProcess {
  let child: Child | null = null;
  let triedAt = Number.NEGATIVE_INFINITY;
  const living = (): Child => {
    if (child?.process.connected) return child;
    if (performance.now() - triedAt < SHORT_LIFE)
      throw new HashingUnavailableError(
        "The process that computes password hashes ends as soon as it starts.",
      );
    triedAt = performance.now();
    child = begin();
    return child;
  };
  const hashing: Hashing = {
    compute: async (...asked) => living().hashing.compute(...asked),
  };
  living();
  return {
    hashing,
    serve: (asking) => serveHashesOver(asking, hashing),
    stop: async () => {
      if (child) await end(child);
    },
  };
}

interface Child {
  readonly process: ChildProcess;
  readonly hashing: Hashing;
}

/** @throws HashingUnavailableError where the system starts no more processes */
function begin(): Child {
  try {
    // Bytes go over as they are, and no loader or profiler of this process is of use there.
    const process = fork(PROGRAM, { serialization: "advanced", execArgv: [] });
    // Told by its channel, too; unheard it would end this process.
    process.on("error", () => {});
    return { process, hashing: requestHashesOver(process) };
  } catch (error) {
    throw new HashingUnavailableError(error instanceof Error ? error.message : String(error));
  }
}

async function end({ process: child }: Child): Promise<void> {
  if (!child.connected) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.disconnect();
  const kill = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
  await ended;
  clearTimeout(kill);
}

/** In a worker: hashes are computed by whom the process that keeps it knows. */
export function hashInPrimary(): void {
  setHashing(requestHashesOver(process));
}
