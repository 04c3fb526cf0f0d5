import { type ChildProcess, fork } from "node:child_process";
import { answerOver, askOver } from "@/lib/credentials/passwords/hashing/channel.js";
import { type Compute, computeHashesBy } from "@/lib/credentials/passwords/hashing/compute";

const PROGRAM = "lib/credentials/passwords/hashing/process.js";

/** The one process that computes hashes for all that serve. */
export interface HashingProcess {
  readonly compute: Compute;
  /** Computes what another process of ours asks for. */
  serve(asking: ChildProcess): void;
  stop(): void;
}

/** Starts it; where it ends, the next hash starts another one. What it was computing is lost, which its callers are told. */
export function startHashingProcess(): HashingProcess {
  let current = begin();
  const compute: Compute = (name, task) => {
    if (!current.process.connected) current = begin();
    return current.ask(name, task);
  };
  return {
    compute,
    serve: (asking) => answerOver(asking, compute),
    stop: () => current.process.connected && current.process.disconnect(),
  };
}

function begin(): { process: ChildProcess; ask: Compute } {
  // Bytes go over as they are, and no loader or profiler of this process is of use there.
  const process = fork(PROGRAM, { serialization: "advanced", execArgv: [] });
  return { process, ask: askOver(process) };
}

/** In a worker: hashes are computed by whom the process that keeps it knows. */
export function computeHashesByKeeper(): void {
  computeHashesBy(askOver(process));
}
